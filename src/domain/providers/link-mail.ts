import { languageOf } from '../mail/language-of.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { wayMails } from '../mail/texts/ways.ts'
import type { Work } from '../work.ts'

/** Tells a person, on a way that the provider has no part in where there is one, that an upstream identity came or went. */
export async function sendLinkMail(
  work: Work,
  person: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  {
    kind,
    providerName,
    upstreamEmail,
  }: {
    kind: 'linked' | 'unlinked'
    providerName: string
    upstreamEmail: string | null
  },
): Promise<void> {
  const words = wayMails(languageOf(work.base)).link(kind, {
    organisation: work.base.name,
    firstName: person.firstName,
    at: work.now,
    provider: providerName,
    email: upstreamEmail,
  })
  await tellPerson(work, person, words)
}
