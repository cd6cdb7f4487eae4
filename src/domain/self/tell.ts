import { languageOf } from '../mail/language-of.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { accountMails } from '../mail/texts/account.ts'
import type { Work } from '../work.ts'

/** Tells a person of what was changed on their account page: whoever did it may hold one of their addresses. */
export async function tell(
  work: Work,
  person: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  kind: 'contact' | 'further-address' | 'push-target',
): Promise<void> {
  const about = { organisation: work.base.name, firstName: person.firstName, at: work.now }
  await tellPerson(work, person, accountMails(languageOf(work.base)).changed(kind, about))
}
