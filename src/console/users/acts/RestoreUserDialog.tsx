import { restoreUser } from '#contract/departures.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { leavingTexts } from '../../texts/users/leaving.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = leavingTexts.restore

/** Takes a removal back. */
export const RestoreUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const restore = useOperationMutation(restoreUser)
  return (
    <AlertDialog
      title={texts.title(user.name)}
      action={texts.action}
      tone="primary"
      pending={restore.isPending}
      error={restore.error}
      onConfirm={() =>
        restore.mutate(
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
