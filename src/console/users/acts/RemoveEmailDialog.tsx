import { removeEmail } from '#contract/emails.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { actsTexts } from '../../texts/users/acts.tsx'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

const texts = actsTexts.removeEmail

interface RemoveEmailProps extends ActProps {
  email: string
}

/** Takes a further address from a user. */
export const RemoveEmailDialog = whenOpen<RemoveEmailProps>(
  ({ user, email, onClose, onDone }: OpenAct<RemoveEmailProps>) => {
    const remove = useOperationMutation(removeEmail)
    return (
      <AlertDialog
        title={texts.title(email)}
        action={texts.action}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(
            { params: { userId: user.id }, body: { email } },
            {
              onSuccess: () => {
                notify(texts.done(email))
                onClose()
                onDone?.()
              },
            },
          )
        }
        onClose={onClose}
      >
        <Consequences
          stops={[texts.stops]}
          stays={[
            <span key="main" className="wrap-anywhere">
              {texts.stays(user.email)}
            </span>,
          ]}
          told={[texts.told]}
        />
      </AlertDialog>
    )
  },
)
