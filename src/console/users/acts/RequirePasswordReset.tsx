import { requirePasswordReset } from '#contract/passwords.ts'
import { useOperationMutation } from '#ui/api.ts'
import { passwordsTexts } from '../../texts/users/passwords.tsx'
import { actAtOnce } from './act-at-once.tsx'

const texts = passwordsTexts.requireReset

/** Asks for a new password at the next sign-in, or no longer where that is asked already. */
export const RequirePasswordReset = actAtOnce(() => {
  const { mutateAsync } = useOperationMutation(requirePasswordReset)
  return async (user) => {
    const set = (required: boolean) => mutateAsync({ params: { userId: user.id }, body: { required } })
    const required = !user.requirePasswordReset
    await set(required)
    return {
      said: required ? texts.required(user.name) : texts.kept(user.name),
      undo: () => set(!required),
    }
  }
})
