import { revokeSession, type Session } from '#contract/sessions.ts'
import type { User } from '#contract/users.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { sessionsTexts } from '../texts/users/sessions.tsx'
import { tokensEnd } from './open-sessions.ts'

const texts = sessionsTexts.revokeDialog

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
      title={session.current ? texts.own.title : texts.other.title(session.browser)}
      action={texts.action}
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={() =>
        revoke.mutate(
          { params: { userId: user.id, sessionId: session.id }, body: {} },
          {
            onSuccess: () => {
              notify(texts.done(session.browser))
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        {session.current
          ? texts.own.text(tokensEnd([session]))
          : texts.other.text(user.name, tokensEnd([session]))}
      </p>
    </AlertDialog>
  )
}
