import type { UserId } from '#contract/ids.ts'
import { languageOf } from '../mail/language-of.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { phoneMails } from '../mail/texts/phones.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'

/** Tells a person that no sign-in request reaches their phone any more, and which other one rings now. */
export async function tellOfLostPush(
  work: Work,
  { userId, lost, next }: { userId: UserId; lost: string; next: string | null },
): Promise<void> {
  const user = await getUser(work, { userId })
  if (user.status !== 'active') return
  const words = phoneMails(languageOf(work.base)).lostPush({
    organisation: work.base.name,
    firstName: user.firstName,
    name: lost,
    at: work.now,
    next,
  })
  await tellPerson(work, user, words)
}
