import { sendPasswordLink } from '#contract/passwords.ts'
import { useOperationMutation } from '#ui/api.ts'
import { passwordsTexts } from '../../texts/users/passwords.tsx'
import { actAtOnce } from './act-at-once.tsx'

const texts = passwordsTexts.link

/** Mails a link to set a password; the ones before it stop working. */
export const SendPasswordLink = actAtOnce(() => {
  const { mutateAsync } = useOperationMutation(sendPasswordLink)
  return async (user) => {
    await mutateAsync({ params: { userId: user.id }, body: {} })
    return { said: texts.sent(user.email) }
  }
})
