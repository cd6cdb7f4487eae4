import { resumePushes } from '#contract/cases.ts'
import { useOperationMutation } from '#ui/api.ts'
import { actsTexts } from '../../texts/users/acts.tsx'
import { actAtOnce } from './act-at-once.tsx'

const texts = actsTexts.resumePushes

/** Ends a pause of sign-in requests: from now on they ring the phone again. */
export const ResumePushes = actAtOnce(() => {
  const { mutateAsync } = useOperationMutation(resumePushes, { also: ['cases', 'me', 'sign-in-diagnoses'] })
  return async (user) => {
    await mutateAsync({ params: { userId: user.id }, body: {} })
    return { said: texts.done(user.name) }
  }
})
