import { allowPassword } from '#contract/passwords.ts'
import { useOperationMutation } from '#ui/api.ts'
import { passwordsTexts } from '../../texts/users/passwords.tsx'
import { actAtOnce } from './act-at-once.tsx'

const texts = passwordsTexts.allow

/** Lets this user have a password, where the policy decides it for each. */
export const AllowPassword = actAtOnce(() => {
  const { mutateAsync } = useOperationMutation(allowPassword)
  return async (user) => {
    const set = (allowed: boolean) => mutateAsync({ params: { userId: user.id }, body: { allowed } })
    await set(true)
    return { said: texts.done(user.name), undo: () => set(false) }
  }
})
