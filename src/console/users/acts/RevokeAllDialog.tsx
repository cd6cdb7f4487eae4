import { useState } from 'react'
import { listSessions, revokeAllSessions, type Session } from '#contract/sessions.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { actsTexts } from '../../texts/users/acts.tsx'
import { isOpen, tokensEnd } from '../open-sessions.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = actsTexts.revokeAll

/** Ends every session of a user; of one's own, all but the one that one is in where that is wanted. */
export const RevokeAllDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const read = useOperationQuery(listSessions, { params: { userId: user.id }, body: {} })
  const sessions = read.data?.items.filter(isOpen)
  const isOwn = sessions?.some(({ current }) => current) ?? false
  const [keeps, setKeeps] = useState(true)
  const keepCurrent = isOwn && keeps
  const revoke = useOperationMutation(revokeAllSessions)
  return (
    <AlertDialog
      title={texts.title(user.name)}
      action={texts.action}
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={() =>
        revoke.mutate(
          { params: { userId: user.id }, body: { keepCurrent } },
          {
            onSuccess: ({ ended }) => {
              notify(texts.done(ended))
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      {read.isPending ? (
        <Skeleton lines={3} />
      ) : (
        <Lists sessions={sessions ?? []} keepCurrent={keepCurrent} />
      )}
      {isOwn && <Checkbox label={texts.keep} checked={keeps} onChange={setKeeps} />}
    </AlertDialog>
  )
})

function Lists({ sessions, keepCurrent }: { sessions: readonly Session[]; keepCurrent: boolean }) {
  const ending = keepCurrent ? sessions.filter(({ current }) => !current) : sessions
  return (
    <Consequences
      stops={[texts.stops(ending.length)]}
      stays={[texts.stays, tokensEnd(ending)]}
      told={[texts.told]}
    />
  )
}
