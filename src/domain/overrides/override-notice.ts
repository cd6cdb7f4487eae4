import { inUtc } from '../mail/in-utc.ts'
import { tellPerson } from '../mail/tell-person.ts'
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
  const { name } = work.base
  const hello = `Hello ${person.firstName},`
  const alarm =
    'If you did not ask for it, somebody may be trying to sign in as you: tell your administrator at once.'
  if (notice.kind === 'used') {
    return tellPerson(work, person, {
      subject: `You signed in with a passcode at ${name}`,
      lines: [
        hello,
        `On ${inUtc(work.now)} somebody signed in as you at ${name} with a passcode from an administrator, without your phone.`,
        'If this was you, there is nothing to do. The passcode does not work again.',
        'If it was not, tell your administrator at once.',
      ],
    })
  }
  return tellPerson(work, person, {
    subject: `A passcode was issued for you at ${name}`,
    lines: [
      hello,
      `On ${inUtc(work.now)} an administrator of ${name} issued a one-time passcode that signs you in without your phone. It works once, until ${inUtc(notice.expiresAt)}.`,
      'The administrator tells it to you. Nobody else needs it, and nobody will ask you for it.',
      alarm,
    ],
  })
}
