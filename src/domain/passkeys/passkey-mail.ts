import { languageOf } from '../mail/language-of.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { wayMails } from '../mail/texts/ways.ts'
import type { Work } from '../work.ts'

/** Tells a person, by mail, of what was changed in a browser. */
export async function sendPasskeyMail(
  work: Work,
  person: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  { kind, name }: { kind: 'added' | 'copied' | 'removed'; name: string },
): Promise<void> {
  const about = { organisation: work.base.name, firstName: person.firstName, at: work.now, name }
  await tellPerson(work, person, wayMails(languageOf(work.base)).passkey(kind, about))
}
