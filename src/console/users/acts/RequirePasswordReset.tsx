import { requirePasswordReset } from '#contract/passwords.ts'
import { useOperationMutation } from '#ui/api.ts'
import { actAtOnce } from './act-at-once.tsx'

/** Asks for a new password at the next sign-in, or no longer where that is asked already. */
export const RequirePasswordReset = actAtOnce(() => {
  const { mutateAsync } = useOperationMutation(requirePasswordReset)
  return async (user) => {
    const set = (required: boolean) => mutateAsync({ params: { userId: user.id }, body: { required } })
    const required = !user.requirePasswordReset
    await set(required)
    return {
      said: required
        ? `${user.name} chooses a new password at the next sign-in`
        : `${user.name} keeps the present password`,
      undo: () => set(!required),
    }
  }
})
