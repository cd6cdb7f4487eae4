import { exportUser } from '#contract/departures.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { saveFile } from '../../frame/save-file.ts'
import { leavingTexts } from '../../texts/users/leaving.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = leavingTexts.export

/** Saves everything that is known of a person as a file, for them. */
export const ExportUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const read = useOperationMutation(exportUser)
  return (
    <AlertDialog
      title={texts.title(user.name)}
      action={texts.action}
      tone="primary"
      pending={read.isPending}
      error={read.error}
      onConfirm={() =>
        read.mutate(
          { params: { userId: user.id }, body: {} },
          {
            onSuccess: ({ fileName, data }) => {
              saveFile(fileName, JSON.stringify(data, null, 2), 'application/json')
              notify(texts.saved(fileName))
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
