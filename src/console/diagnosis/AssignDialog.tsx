import type { ApplicationId } from '#contract/ids.ts'
import { createJob } from '#contract/jobs.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { remediesTexts } from '../texts/remedies.ts'
import { type ActProps, type OpenAct, whenOpen } from '../users/acts/when-open.tsx'

interface AssignProps extends ActProps {
  application: { id: ApplicationId; name: string }
}

/** Gives a user an account in an application that is open to assigned people only. */
export const AssignDialog = whenOpen<AssignProps>(
  ({ user, application, onClose, onDone }: OpenAct<AssignProps>) => {
    const assign = useOperationMutation(createJob, { also: ['users', 'sign-in-diagnoses'] })
    return (
      <AlertDialog
        title={remediesTexts.assign.title(user.name, application.name)}
        action={remediesTexts.assign.action}
        tone="primary"
        pending={assign.isPending}
        error={assign.error}
        onConfirm={() =>
          assign.mutate(
            {
              params: {},
              body: {
                act: { act: 'add-to-application', applicationId: application.id },
                selection: { userIds: [user.id] },
              },
            },
            {
              onSuccess: () => {
                notify(remediesTexts.assign.done(user.name, application.name))
                onClose()
                onDone?.()
              },
            },
          )
        }
        onClose={onClose}
      >
        <p>{remediesTexts.assign.text}</p>
      </AlertDialog>
    )
  },
)
