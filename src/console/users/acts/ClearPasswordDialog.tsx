import { useState } from 'react'
import { clearPassword } from '#contract/passwords.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'
import { passwordsTexts } from '../../texts/users/passwords.tsx'
import { waysInTexts } from '../../texts/users/ways-in.ts'
import { LeaveWithoutWayIn } from './LeaveWithoutWayIn.tsx'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = passwordsTexts.clear

/** Removes a password; where nothing else lets the person in, only when that is said to be meant. */
export const ClearPasswordDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const clear = useOperationMutation(clearPassword)
  const [leaves, setLeaves] = useState(false)
  const [isOnlyWay, setOnlyWay] = useState(false)
  return (
    <AlertDialog
      title={texts.title(user.name)}
      action={texts.action}
      pending={clear.isPending}
      error={hasCode(clear.error, 'no-way-in') ? null : clear.error}
      disabledReason={isOnlyWay && !leaves ? waysInTexts.noneLeft.reason : undefined}
      onConfirm={() =>
        clear.mutate(
          { params: { userId: user.id }, body: { leaveWithoutWayIn: leaves } },
          {
            onSuccess: () => {
              notify(texts.done(user.name))
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
      <p>{texts.text}</p>
      <Consequences
        stops={[texts.stops.signIn, texts.stops.links]}
        stays={[texts.stays.rest, texts.stays.sessions]}
        told={[texts.told]}
      />
      {isOnlyWay && <LeaveWithoutWayIn checked={leaves} onChange={setLeaves} />}
    </AlertDialog>
  )
})
