import { getUser, updateUser } from '#contract/users.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'
import { roleName } from '../../frame/role-names.ts'
import { actsTexts } from '../../texts/users/acts.tsx'
import { roleLandsWhen } from '../words.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = actsTexts.removeAdmin

/** Makes an admin an ordinary user again. */
export const RemoveAdminDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const update = useOperationMutation(updateUser)
  const { data: current = user, refetch } = useOperationQuery(getUser, {
    params: { userId: user.id },
    body: {},
  })
  return (
    <AlertDialog
      title={texts.title(user.name)}
      action={texts.action}
      pending={update.isPending}
      error={update.error}
      onConfirm={() =>
        update.mutate(
          { params: { userId: user.id }, body: { adminRole: null }, ifMatch: current.version },
          {
            onSuccess: () => {
              notify(texts.done(user.name))
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
        stops={[texts.stops(roleName(user.adminRole).toLowerCase())]}
        stays={[texts.stays]}
        told={[texts.told]}
      />
      <p className="text-control text-muted">{roleLandsWhen}</p>
    </AlertDialog>
  )
})
