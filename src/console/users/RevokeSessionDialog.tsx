import { revokeSession, type Session } from '#contract/sessions.ts'
import type { User } from '#contract/users.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { tokensEnd } from './open-sessions.ts'

interface RevokeSessionDialogProps {
  user: User
  session: Session
  onClose: () => void
  /** Once it is done, after `onClose`. */
  onDone?: () => void
}

export function RevokeSessionDialog({ user, session, onClose, onDone }: RevokeSessionDialogProps) {
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
              onDone?.()
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
