import type { User } from '#contract/users.ts'
import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { phoneMails } from '../mail/texts/phones.ts'
import type { Work } from '../work.ts'

/** Tells the person that one of their phones was removed, and which one is rung from now on (`next`). */
export const removedWords = (
  work: Work,
  user: User,
  removed: { name: string; why: 'removed' | 'lost'; isOwn: boolean; next: string | null },
): LetterWords =>
  phoneMails(languageOf(work.base)).removed({
    organisation: work.base.name,
    firstName: user.firstName,
    at: work.now,
    ...removed,
  })

/** Tells the person that nothing of theirs approves anything any more, and what the next phone needs. */
export const unregisteredWords = (
  work: Work,
  user: User,
  unregistered: { devices: number; isOwn: boolean },
): LetterWords =>
  phoneMails(languageOf(work.base)).unregistered({
    organisation: work.base.name,
    firstName: user.firstName,
    at: work.now,
    ...unregistered,
  })
