import { verifyEmail } from '#contract/emails.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { actsTexts } from '../../texts/users/acts.tsx'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = actsTexts.verifyEmail

/** Marks an address as verified because an administrator knows that it is theirs. */
export const VerifyEmailDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const verify = useOperationMutation(verifyEmail)
  return (
    <AlertDialog
      title={texts.title}
      action={texts.action}
      tone="primary"
      pending={verify.isPending}
      error={verify.error}
      onConfirm={() =>
        verify.mutate(
          { params: { userId: user.id }, body: {} },
          {
            onSuccess: () => {
              notify(texts.done(user.email))
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{texts.text(<b className="wrap-anywhere">{user.email}</b>, user.name)}</p>
      <p className="text-control text-muted">{texts.after}</p>
    </AlertDialog>
  )
})
