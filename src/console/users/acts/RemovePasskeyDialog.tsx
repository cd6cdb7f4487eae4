import { useState } from 'react'
import { type Passkey, removePasskey } from '#contract/passkeys.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'
import { LeaveWithoutWayIn } from './LeaveWithoutWayIn.tsx'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

interface RemovePasskeyProps extends ActProps {
  passkey: Passkey
}

/** Takes a passkey away from its person. */
export const RemovePasskeyDialog = whenOpen<RemovePasskeyProps>(
  ({ user, passkey, onClose, onDone }: OpenAct<RemovePasskeyProps>) => {
    const remove = useOperationMutation(removePasskey)
    const [leave, setLeave] = useState(false)
    const [isOnlyWay, setOnlyWay] = useState(false)
    return (
      <AlertDialog
        title={`Remove ${passkey.name}`}
        action="Remove passkey"
        pending={remove.isPending}
        error={hasCode(remove.error, 'no-way-in') ? null : remove.error}
        disabledReason={isOnlyWay && !leave ? 'They would have no way to sign in' : undefined}
        onConfirm={() =>
          remove.mutate(
            { params: { userId: user.id, passkeyId: passkey.id }, body: { leave } },
            {
              onSuccess: () => {
                notify(`Removed ${passkey.name} of ${user.name}`)
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
        <Consequences
          stops={[`Signing in as ${user.name} with this passkey`]}
          stays={['Their other ways to sign in, and sessions that are open now']}
          told={['They get an email']}
        />
        {isOnlyWay && <LeaveWithoutWayIn checked={leave} onChange={setLeave} />}
      </AlertDialog>
    )
  },
)
