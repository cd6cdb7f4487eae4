import { removeEmail } from '#contract/emails.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

interface RemoveEmailProps extends ActProps {
  email: string
}

/** Takes a further address from a user. */
export const RemoveEmailDialog = whenOpen<RemoveEmailProps>(
  ({ user, email, onClose, onDone }: OpenAct<RemoveEmailProps>) => {
    const remove = useOperationMutation(removeEmail)
    return (
      <AlertDialog
        title={`Remove ${email}`}
        action="Remove email"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(
            { params: { userId: user.id }, body: { email } },
            {
              onSuccess: () => {
                notify(`Removed ${email}`)
                onClose()
                onDone?.()
              },
            },
          )
        }
        onClose={onClose}
      >
        <Consequences
          stops={['Signing in and being found with this address']}
          stays={[
            <span key="main" className="wrap-anywhere">
              {user.email}, their main address
            </span>,
          ]}
          told={['Nobody']}
        />
      </AlertDialog>
    )
  },
)
