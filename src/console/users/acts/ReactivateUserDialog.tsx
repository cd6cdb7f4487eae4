import { reactivateUser } from '#contract/users.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { leavingTexts } from '../../texts/users/leaving.ts'
import { labels } from '../words.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = leavingTexts.reactivate

export const ReactivateUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const reactivate = useOperationMutation(reactivateUser)
  return (
    <AlertDialog
      title={texts.title(user.name)}
      action={labels.reactivateUser}
      tone="primary"
      pending={reactivate.isPending}
      error={reactivate.error}
      onConfirm={() =>
        reactivate.mutate(
          { params: { userId: user.id }, body: {} },
          {
            onSuccess: () => {
              notify(texts.done(user.name))
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{texts.text}</p>
    </AlertDialog>
  )
})
