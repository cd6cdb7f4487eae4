import { inUtc } from '../mail/in-utc.ts'
import { tellPerson } from '../mail/tell-person.ts'
import type { Work } from '../work.ts'

const words = {
  linked: {
    subject: 'A way to sign in was added',
    what: 'can now be used to sign in to your account',
  },
  unlinked: {
    subject: 'A way to sign in was removed',
    what: 'can no longer be used to sign in to your account',
  },
} as const

/** Tells a person, on a way that the provider has no part in where there is one, that an upstream identity came or went. */
export async function sendLinkMail(
  work: Work,
  person: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  {
    kind,
    providerName,
    upstreamEmail,
  }: {
    kind: keyof typeof words
    providerName: string
    upstreamEmail: string | null
  },
): Promise<void> {
  const { subject, what } = words[kind]
  const account = upstreamEmail
    ? `The account ${upstreamEmail} at ${providerName}`
    : `An account at ${providerName}`
  await tellPerson(work, person, {
    subject: `${subject} at ${work.base.name}`,
    lines: [
      `Hello ${person.firstName},`,
      `${account} ${what} at ${work.base.name}. This was changed on ${inUtc(work.now)}.`,
      'If this was you, or was arranged with you, there is nothing to do.',
      'If it was not, tell your administrator at once.',
    ],
  })
}
