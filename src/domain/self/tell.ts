import { languageOf } from '../mail/language-of.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { accountMails } from '../mail/texts/account.ts'
import type { Work } from '../work.ts'

/** Tells a person of what was changed about their account, at the addresses from before: whoever did it may hold one of them. */
export async function tell(
  work: Work,
  person: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  kind: 'contact' | 'contact-by-admin' | 'further-address' | 'address-by-admin' | 'push-target',
): Promise<void> {
  const about = { organisation: work.base.name, firstName: person.firstName, at: work.now }
  await tellPerson(work, person, accountMails(languageOf(work.base)).changed(kind, about))
}
