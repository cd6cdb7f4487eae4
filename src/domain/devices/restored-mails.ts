import type { User } from '#contract/users.ts'
import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { adminMails } from '../mail/texts/administrators.ts'
import { phoneMails } from '../mail/texts/phones.ts'
import type { Work } from '../work.ts'

/** Tells the person at every address of theirs: one of them may be how the phone was restored. */
export const restoredWords = (work: Work, user: User, deviceName: string): LetterWords =>
  phoneMails(languageOf(work.base)).restored({
    organisation: work.base.name,
    firstName: user.firstName,
    name: deviceName,
    at: work.now,
  })

export const restoredForAdmins = (
  work: Work,
  user: User,
  deviceName: string,
  state: 'active' | 'pending',
): LetterWords =>
  adminMails(languageOf(work.base)).phoneRestored({
    organisation: work.base.name,
    at: work.now,
    name: user.name,
    email: user.email,
    href: `${work.base.baseUrl}/admin/users/${user.id}`,
    phone: deviceName,
    state,
  })
