import { useState } from 'react'
import { type Passkey, removePasskey } from '#contract/passkeys.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'
import { waysInTexts } from '../../texts/users/ways-in.ts'
import { LeaveWithoutWayIn } from './LeaveWithoutWayIn.tsx'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

const texts = waysInTexts.removePasskey

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
        title={texts.title(passkey.name)}
        action={texts.action}
        pending={remove.isPending}
        error={hasCode(remove.error, 'no-way-in') ? null : remove.error}
        disabledReason={isOnlyWay && !leave ? waysInTexts.noneLeft.reason : undefined}
        onConfirm={() =>
          remove.mutate(
            { params: { userId: user.id, passkeyId: passkey.id }, body: { leave } },
            {
              onSuccess: () => {
                notify(texts.done(passkey.name, user.name))
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
        <Consequences stops={[texts.stops(user.name)]} stays={[texts.stays]} told={[texts.told]} />
        {isOnlyWay && <LeaveWithoutWayIn checked={leave} onChange={setLeave} />}
      </AlertDialog>
    )
  },
)
