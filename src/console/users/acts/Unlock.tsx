import { unlockUser } from '#contract/passwords.ts'
import { useOperationMutation } from '#ui/api.ts'
import { actAtOnce } from './act-at-once.tsx'

/** Forgets the failed tries, so that the person can try again from anywhere. */
export const Unlock = actAtOnce(() => {
  const { mutateAsync } = useOperationMutation(unlockUser)
  return async (user) => {
    await mutateAsync({ params: { userId: user.id }, body: {} })
    return { said: `${user.name} is unlocked` }
  }
})
