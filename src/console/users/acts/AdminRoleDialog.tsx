import { useState } from 'react'
import { type AdminRole, adminRoles, rankOf } from '#contract/permissions.ts'
import { getUser, updateUser } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { RadioGroup, type RadioOption } from '#ui/RadioGroup.tsx'
import { hasCode } from '../../api/has-code.ts'
import { useMe } from '../../frame/me.ts'
import { roleName, roleNames } from '../../frame/role-names.ts'
import { actsTexts } from '../../texts/users/acts.tsx'
import { whyNotTexts } from '../../texts/users/why-not.ts'
import { roleLandsWhen, scopeWords } from '../words.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = actsTexts.adminRole

/** Makes somebody an admin with a scope, or changes the scope of one. */
export const AdminRoleDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const me = useMe()
  const [role, setRole] = useState<AdminRole | null>(user.adminRole)
  const update = useOperationMutation(updateUser)
  // A row of a list may be a little old; what is changed is the user as they are now.
  const { data: current = user, refetch } = useOperationQuery(getUser, {
    params: { userId: user.id },
    body: {},
  })
  const isAdmin = user.adminRole !== null
  return (
    <FormDialog
      title={isAdmin ? texts.change.title(user.name) : texts.make.title(user.name)}
      action={isAdmin ? texts.change.action : texts.make.action}
      pending={update.isPending}
      error={update.error}
      disabledReason={role === null ? texts.chooseFirst : role === user.adminRole ? texts.same : undefined}
      onSubmit={() =>
        update.mutate(
          { params: { userId: user.id }, body: { adminRole: role }, ifMatch: current.version },
          {
            onSuccess: () => {
              notify(texts.done(user.name, role === null ? null : roleName(role).toLowerCase()))
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
      <RadioGroup
        label={texts.scope}
        options={
          Object.fromEntries(
            adminRoles.map((name): [AdminRole, RadioOption] => [
              name,
              {
                label: roleNames[name],
                description: scopeWords[name],
                ...(rankOf(name) > rankOf(me.user.adminRole) && {
                  disabledReason: whyNotTexts.higherRole,
                }),
              },
            ]),
          ) as Record<AdminRole, RadioOption> // its keys are the roles by construction
        }
        value={role}
        onChange={setRole}
      />
      <p className="text-control text-muted">{roleLandsWhen}</p>
    </FormDialog>
  )
})
