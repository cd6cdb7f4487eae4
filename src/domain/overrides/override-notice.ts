import { languageOf } from '../mail/language-of.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { wayMails } from '../mail/texts/ways.ts'
import type { Work } from '../work.ts'

interface Person {
  readonly firstName: string
  readonly email: string
  readonly personalEmail: string | null
}

/** Tells a person that a passcode lets somebody in as them, or has done so. Which passcode stands in no mail. */
export function sendOverrideNotice(
  work: Work,
  person: Person,
  notice: { readonly kind: 'issued'; readonly expiresAt: Date } | { readonly kind: 'used' },
): Promise<void> {
  const words = wayMails(languageOf(work.base))
  const about = { organisation: work.base.name, firstName: person.firstName, at: work.now }
  const { kind } = notice
  return tellPerson(
    work,
    person,
    kind === 'used'
      ? words.overrideUsed(about)
      : words.overrideIssued({ ...about, expiresAt: notice.expiresAt }),
  )
}
