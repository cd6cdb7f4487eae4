import { useState } from 'react'
import { clearPassword } from '#contract/passwords.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'
import { LeaveWithoutWayIn } from './LeaveWithoutWayIn.tsx'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Removes a password; where nothing else lets the person in, only when that is said to be meant. */
export const ClearPasswordDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const clear = useOperationMutation(clearPassword)
  const [leaves, setLeaves] = useState(false)
  const [isOnlyWay, setOnlyWay] = useState(false)
  return (
    <AlertDialog
      title={`Clear the password of ${user.name}`}
      action="Clear password"
      pending={clear.isPending}
      error={hasCode(clear.error, 'no-way-in') ? null : clear.error}
      disabledReason={isOnlyWay && !leaves ? 'They would have no way to sign in' : undefined}
      onConfirm={() =>
        clear.mutate(
          { params: { userId: user.id }, body: { leaveWithoutWayIn: leaves } },
          {
            onSuccess: () => {
              notify(`Cleared the password of ${user.name}`)
              onClose()
              onDone?.()
            },
            onError: (error) => {
              if (hasCode(error, 'no-way-in')) setOnlyWay(true)
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>Only linked providers and the phone will work. They can set a new one with Forgot password.</p>
      <Consequences
        stops={['Signing in with the password', 'Links to set a password that were sent before']}
        stays={['Their phone, linked providers and accounts', 'Sessions that are open now']}
        told={['They get an email']}
      />
      {isOnlyWay && <LeaveWithoutWayIn checked={leaves} onChange={setLeaves} />}
    </AlertDialog>
  )
})
