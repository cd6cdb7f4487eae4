import { useState } from 'react'
import { revokeAllSessions, revokeSession, type Session } from '#contract/sessions.ts'
import type { User } from '#contract/users.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { notify } from '#ui/notify.ts'
import { clockTime } from '../frame/clock-time.ts'

interface RevokeSessionDialogProps {
  user: User
  session: Session
  onClose: () => void
}

export function RevokeSessionDialog({ user, session, onClose }: RevokeSessionDialogProps) {
  const revoke = useOperationMutation(revokeSession)
  return (
    <AlertDialog
      title={session.current ? 'Revoke your own session' : `Revoke the session on ${session.browser}`}
      action="Revoke session"
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={() =>
        revoke.mutate(
          { params: { userId: user.id, sessionId: session.id }, body: {} },
          {
            onSuccess: () => {
              notify(`Revoked the session on ${session.browser}`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        {session.current ? 'You are' : `${user.name} is`} signed out of Latchkey now. {tokensEnd([session])}
      </p>
    </AlertDialog>
  )
}

interface RevokeAllSessionsDialogProps {
  user: User
  /** The open ones. */
  sessions: readonly Session[]
  onClose: () => void
}

export function RevokeAllSessionsDialog({ user, sessions, onClose }: RevokeAllSessionsDialogProps) {
  const isOwn = sessions.some(({ current }) => current)
  const [keepCurrent, setKeepCurrent] = useState(isOwn)
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
              notify(ended === 1 ? 'Revoked 1 session' : `Revoked ${ended} sessions`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        {sessions.length === 1 ? 'One open session ends' : `${sessions.length} open sessions end`} now.{' '}
        {tokensEnd(sessions)}
      </p>
      {isOwn && <Checkbox label="Keep the session I'm in" checked={keepCurrent} onChange={setKeepCurrent} />}
    </AlertDialog>
  )
}

/** Until when access tokens that applications hold go on, in a sentence. */
function tokensEnd(sessions: readonly Session[]) {
  const ends = sessions.flatMap(({ tokensEndAt }) => (tokensEndAt ? [tokensEndAt.getTime()] : []))
  if (ends.length === 0) return 'No application holds an access token under it.'
  return `Access tokens already given out end by ${clockTime(new Date(Math.max(...ends)))} at the latest.`
}
