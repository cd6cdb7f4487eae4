import { reactivateUser } from '#contract/users.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { labels } from '../words.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

export const ReactivateUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const reactivate = useOperationMutation(reactivateUser)
  return (
    <AlertDialog
      title={`Reactivate ${user.name}`}
      action={labels.reactivateUser}
      tone="primary"
      pending={reactivate.isPending}
      error={reactivate.error}
      onConfirm={() =>
        reactivate.mutate(
          { params: { userId: user.id }, body: {} },
          {
            onSuccess: () => {
              notify(`${user.name} is reactivated`)
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>They can sign in again with the devices and accounts they had. Their earlier sessions stay ended.</p>
    </AlertDialog>
  )
})
