import { restoreUser } from '#contract/departures.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Takes a removal back. */
export const RestoreUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const restore = useOperationMutation(restoreUser)
  return (
    <AlertDialog
      title={`Restore ${user.name}`}
      action="Restore user"
      tone="primary"
      pending={restore.isPending}
      error={restore.error}
      onConfirm={() =>
        restore.mutate(
          { params: { userId: user.id }, body: {} },
          {
            onSuccess: () => {
              notify(`${user.name} is back, deactivated`)
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        They are back with their accounts, links and password, and stay deactivated until somebody reactivates
        them. Sessions that ended stay ended, and their phones are set up anew: each forgot them.
      </p>
    </AlertDialog>
  )
})
