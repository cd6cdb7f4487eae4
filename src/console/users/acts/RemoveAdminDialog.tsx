import { getUser, updateUser } from '#contract/users.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'
import { roleName } from '../../frame/role-names.ts'
import { roleLandsWhen } from '../words.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Makes an admin an ordinary user again. */
export const RemoveAdminDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const update = useOperationMutation(updateUser)
  const { data: current = user, refetch } = useOperationQuery(getUser, {
    params: { userId: user.id },
    body: {},
  })
  return (
    <AlertDialog
      title={`Remove ${user.name} as an admin`}
      action="Remove admin"
      pending={update.isPending}
      error={update.error}
      onConfirm={() =>
        update.mutate(
          { params: { userId: user.id }, body: { adminRole: null }, ifMatch: current.version },
          {
            onSuccess: () => {
              notify(`${user.name} is no longer an admin`)
              onClose()
              onDone?.()
            },
            onError: (error) => {
              if (hasCode(error, 'version-mismatch')) void refetch()
            },
          },
        )
      }
      onClose={onClose}
    >
      <Consequences
        stops={[
          `Everything that ${roleName(user.adminRole).toLowerCase()} may do in this console and its API`,
        ]}
        stays={['Their sign-ins, devices and accounts as a user']}
        told={['Applications that look at roles, when they next look at the session']}
      />
      <p className="text-control text-muted">{roleLandsWhen}</p>
    </AlertDialog>
  )
})
