import { verifyEmail } from '#contract/emails.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Marks an address as verified because an administrator knows that it is theirs. */
export const VerifyEmailDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const verify = useOperationMutation(verifyEmail)
  return (
    <AlertDialog
      title="Verify this email by hand"
      action="Verify email"
      tone="primary"
      pending={verify.isPending}
      error={verify.error}
      onConfirm={() =>
        verify.mutate(
          { params: { userId: user.id }, body: {} },
          {
            onSuccess: () => {
              notify(`${user.email} is verified`)
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        <b className="wrap-anywhere">{user.email}</b> is marked as verified without a mail. Do it only where
        you know that {user.name} reads it, as after a migration.
      </p>
      <p className="text-control text-muted">
        “Forgot password” goes there, and a trusted provider that vouches for this address can be linked by
        itself.
      </p>
    </AlertDialog>
  )
})
