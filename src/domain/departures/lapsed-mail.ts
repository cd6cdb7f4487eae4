import type { User } from '#contract/users.ts'
import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { adminMails } from '../mail/texts/administrators.ts'
import type { Work } from '../work.ts'

/** Tells administrators that another organisation’s order to end somebody comes to nothing here. */
export const lapsedWords = (
  work: Work,
  { id, name, email }: Pick<User, 'id' | 'name' | 'email'>,
  lapse: { orderedAt: Date; why: 'promoted' | 'late' },
): LetterWords =>
  adminMails(languageOf(work.base)).terminationLapsed({
    organisation: work.base.name,
    at: work.now,
    name,
    email,
    href: `${work.base.baseUrl}/admin/users/${id}`,
    ...lapse,
  })
