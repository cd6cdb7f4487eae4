import { allowPassword } from '#contract/passwords.ts'
import { useOperationMutation } from '#ui/api.ts'
import { actAtOnce } from './act-at-once.tsx'

/** Lets this user have a password, where the policy decides it for each. */
export const AllowPassword = actAtOnce(() => {
  const { mutateAsync } = useOperationMutation(allowPassword)
  return async (user) => {
    const set = (allowed: boolean) => mutateAsync({ params: { userId: user.id }, body: { allowed } })
    await set(true)
    return { said: `${user.name} may have a password now`, undo: () => set(false) }
  }
})
