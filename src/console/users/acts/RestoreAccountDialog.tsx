import { type Account, restoreAccount } from '#contract/accounts.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { endingTexts } from '../../texts/users/ending.ts'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

const texts = endingTexts.restore

interface RestoreAccountProps extends ActProps {
  account: Pick<Account, 'applicationId' | 'applicationName'>
}

/** Lets a user into an application again from which they were removed. */
export const RestoreAccountDialog = whenOpen<RestoreAccountProps>(
  ({ user, account, onClose, onDone }: OpenAct<RestoreAccountProps>) => {
    const { applicationId, applicationName: application } = account
    const restore = useOperationMutation(restoreAccount, { also: ['applications', 'sign-in-diagnoses'] })
    return (
      <AlertDialog
        title={texts.title(user.name, application)}
        action={texts.action}
        tone="primary"
        pending={restore.isPending}
        error={restore.error}
        onConfirm={() =>
          restore.mutate(
            { params: { userId: user.id, applicationId }, body: {} },
            {
              onSuccess: () => {
                notify(texts.done(user.name, application))
                onClose()
                onDone?.()
              },
            },
          )
        }
        onClose={onClose}
      >
        <p>{texts.text(application)}</p>
        {user.status === 'deactivated' && <p>{texts.stillDeactivated}</p>}
      </AlertDialog>
    )
  },
)
