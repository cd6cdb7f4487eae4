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
import { roleLandsWhen, scopeWords } from '../words.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

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
      title={isAdmin ? `Change what ${user.name} may do` : `Make ${user.name} an admin`}
      action={isAdmin ? 'Change role' : 'Make admin'}
      pending={update.isPending}
      error={update.error}
      disabledReason={
        role === null ? 'Choose what they may do' : role === user.adminRole ? 'This is their role' : undefined
      }
      onSubmit={() =>
        update.mutate(
          { params: { userId: user.id }, body: { adminRole: role }, ifMatch: current.version },
          {
            onSuccess: () => {
              notify(`${user.name} is ${role === null ? 'a user' : roleName(role).toLowerCase()} now`)
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
        label="What they may do"
        options={
          Object.fromEntries(
            adminRoles.map((name): [AdminRole, RadioOption] => [
              name,
              {
                label: roleNames[name],
                description: scopeWords[name],
                ...(rankOf(name) > rankOf(me.user.adminRole) && {
                  disabledReason: 'A higher role than yours',
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
