import { exportUser } from '#contract/departures.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { saveFile } from '../../frame/save-file.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Saves everything that is known of a person as a file, for them. */
export const ExportUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const read = useOperationMutation(exportUser)
  return (
    <AlertDialog
      title={`Export the data of ${user.name}`}
      action="Export data"
      tone="primary"
      pending={read.isPending}
      error={read.error}
      onConfirm={() =>
        read.mutate(
          { params: { userId: user.id }, body: {} },
          {
            onSuccess: ({ fileName, data }) => {
              saveFile(fileName, JSON.stringify(data, null, 2), 'application/json')
              notify(`Saved ${fileName}`)
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        A JSON file with everything that is known of them: profile, addresses, devices, accounts, sessions and
        events. For a request under the GDPR (articles 15 and 20). Hand it over through a secure channel.
      </p>
    </AlertDialog>
  )
})
