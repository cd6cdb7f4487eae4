import { inUtc } from '../mail/in-utc.ts'
import { tellPerson } from '../mail/tell-person.ts'
import type { Work } from '../work.ts'

const words = {
  contact: {
    subject: 'Your contact data was changed',
    what: 'the mobile number or personal address of your account was changed',
  },
  'further-address': {
    subject: 'An address was removed',
    what: 'a further address of your account was removed',
  },
  'push-target': {
    subject: 'Another phone gets your requests',
    what: 'your sign-in requests go to another one of your phones from now on',
  },
} as const

/** Tells a person of what was changed on their account page: whoever did it may hold one of their addresses. */
export async function tell(
  work: Work,
  person: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  kind: keyof typeof words,
): Promise<void> {
  const { subject, what } = words[kind]
  await tellPerson(work, person, {
    subject: `${subject} at ${work.base.name}`,
    lines: [
      `Hello ${person.firstName},`,
      `On ${inUtc(work.now)}, ${what}, at ${work.base.name}.`,
      'If this was you, there is nothing to do.',
      'If it was not, tell your administrator at once: somebody else may be signed in as you.',
    ],
  })
}
