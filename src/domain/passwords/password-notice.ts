import { languageOf } from '../mail/language-of.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { wayMails } from '../mail/texts/ways.ts'
import type { Work } from '../work.ts'

/** Tells a person of a change to their password. */
export function sendPasswordNotice(
  work: Work,
  owner: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  kind: 'set' | 'temporary' | 'cleared',
): Promise<void> {
  const words = wayMails(languageOf(work.base)).password(kind, {
    organisation: work.base.name,
    firstName: owner.firstName,
    at: work.now,
    forgot: `${work.base.baseUrl}/password/forgot`,
  })
  return tellPerson(work, owner, words)
}
