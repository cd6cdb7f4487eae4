import { useState } from 'react'
import { listSessions, revokeAllSessions, type Session } from '#contract/sessions.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { isOpen, tokensEnd } from '../open-sessions.ts'
import { counted } from './use-departure.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

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
      title={`Revoke all sessions of ${user.name}`}
      action="Revoke all sessions"
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={() =>
        revoke.mutate(
          { params: { userId: user.id }, body: { keepCurrent } },
          {
            onSuccess: ({ ended }) => {
              notify(`Revoked ${counted(ended, 'session')}`)
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
      {isOwn && <Checkbox label="Keep the session I'm in" checked={keeps} onChange={setKeeps} />}
    </AlertDialog>
  )
})

function Lists({ sessions, keepCurrent }: { sessions: readonly Session[]; keepCurrent: boolean }) {
  const ending = keepCurrent ? sessions.filter(({ current }) => !current) : sessions
  return (
    <Consequences
      stops={[`${counted(ending.length, 'open session')}: signed out of Latchkey now`]}
      stays={['Devices, accounts and links', tokensEnd(ending)]}
      told={['Applications that listen, at once; others when they next look at the session']}
    />
  )
}
