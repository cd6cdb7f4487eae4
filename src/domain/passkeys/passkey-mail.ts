import { inUtc } from '../mail/in-utc.ts'
import { tellPerson } from '../mail/tell-person.ts'
import type { Work } from '../work.ts'

const words = {
  added: {
    subject: 'A passkey was added',
    what: (name: string) => `The passkey “${name}” can now be used to sign in to your account`,
    advice: 'If this was you, there is nothing to do.',
  },
  removed: {
    subject: 'A passkey was removed',
    what: (name: string) => `The passkey “${name}” can no longer be used to sign in to your account`,
    advice: 'If this was you, or was arranged with you, there is nothing to do.',
  },
  copied: {
    subject: 'A passkey of yours is refused',
    what: (name: string) =>
      `The passkey “${name}” was used as if there were two of it, and is refused from now on`,
    advice: 'Nobody was signed in. Sign in another way, remove it on your account page and add a new one.',
  },
} as const

/** Tells a person, by mail, of what was changed in a browser. */
export async function sendPasskeyMail(
  work: Work,
  person: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  { kind, name }: { kind: keyof typeof words; name: string },
): Promise<void> {
  const { subject, what, advice } = words[kind]
  await tellPerson(work, person, {
    subject: `${subject} at ${work.base.name}`,
    lines: [
      `Hello ${person.firstName},`,
      `${what(name)}, at ${work.base.name}. This happened on ${inUtc(work.now)}.`,
      advice,
      'If it was not you, tell your administrator at once.',
    ],
  })
}
