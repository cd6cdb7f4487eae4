import { unlockUser } from '#contract/passwords.ts'
import { useOperationMutation } from '#ui/api.ts'
import { passwordsTexts } from '../../texts/users/passwords.tsx'
import { actAtOnce } from './act-at-once.tsx'

const texts = passwordsTexts.unlock

/** Forgets the failed tries, so that the person can try again from anywhere. */
export const Unlock = actAtOnce(() => {
  const { mutateAsync } = useOperationMutation(unlockUser)
  return async (user) => {
    await mutateAsync({ params: { userId: user.id }, body: {} })
    return { said: texts.done(user.name) }
  }
})
