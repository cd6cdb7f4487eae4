import { reactivateUser, type User } from '#contract/users.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { labels } from './words.ts'

export function ReactivateUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
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
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>They can sign in again with the devices and accounts they had. Their earlier sessions stay ended.</p>
    </AlertDialog>
  )
}
