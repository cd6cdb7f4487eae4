import { byLanguage } from '#contract/language.ts'
import { inUtc } from '../in-utc.ts'

interface About {
  readonly organisation: string
  readonly firstName: string
  /** Of the phone. */
  readonly name: string
  readonly at: Date
}

const on = (at: Date) => inUtc('en-GB', at)
const hello = (firstName: string) => `Hello ${firstName},`

const en = {
  enrolled: ({ organisation, firstName, name, at }: About) => ({
    subject: `A phone was set up for you at ${organisation}`,
    lines: [
      hello(firstName),
      `A phone was set up to approve your sign-ins at ${organisation}: “${name}”, on ${on(at)}.`,
      'If this was you, there is nothing to do.',
      'If it was not, tell your administrator at once, so that they remove this phone.',
    ],
  }),
  restored: ({ organisation, firstName, name, at }: About) => ({
    subject: `A phone was restored for you at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} the phone “${name}” was set up from your backup, to approve your sign-ins at ${organisation}.`,
      'If this was you: your other phones are removed after some days. Open the app on one that you still use, and say so.',
      'If it was not, somebody has your backup. Tell your administrator at once, so that they unregister your devices.',
    ],
  }),
  confirmed: ({ organisation, firstName, name, at }: About) => ({
    subject: `Your phone was confirmed at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} an administrator confirmed the phone “${name}”. It can approve your sign-ins at ${organisation} from now on.`,
      'If you know this phone, there is nothing to do.',
      'If you do not, tell your administrator at once, so that they remove it.',
    ],
  }),
  kept: ({ organisation, firstName, name, at, isOwn }: About & { isOwn: boolean }) => ({
    subject: `A phone stays at ${organisation}`,
    lines: [
      hello(firstName),
      `Another phone had taken the place of “${name}”. On ${on(at)} it was said ${isOwn ? 'on your account page' : 'by an administrator'} that it is still in use: it goes on approving your sign-ins at ${organisation}.`,
      'If you still use it, there is nothing to do.',
      'If you do not, remove it on your account page, or tell your administrator.',
    ],
  }),
  paused: ({ organisation, firstName, name, at }: About) => ({
    subject: `Your phone was paused at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} the PIN of the phone “${name}” had been typed wrong too often. It can approve nothing at ${organisation} until an administrator resumes it.`,
      'If this was you, tell your administrator: they resume it, and you have three more tries.',
      'If it was not, somebody has your phone and is guessing. Tell your administrator at once, so that they remove it.',
    ],
  }),
  resumed: ({ organisation, firstName, name, at }: About) => ({
    subject: `Your phone goes on at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} an administrator resumed the phone “${name}”, which had been paused because its PIN was typed wrong too often. It can approve your sign-ins at ${organisation} again, with its PIN. There are three tries.`,
      'If you asked for this, there is nothing to do.',
      'If you did not, tell your administrator at once, so that they remove it.',
    ],
  }),
  pinChanged: ({ organisation, firstName, name, at }: About) => ({
    subject: `The PIN of your phone was changed at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} the PIN that the phone “${name}” asks for before it approves a sign-in at ${organisation} was changed, by somebody who typed the one from before.`,
      'If this was you, there is nothing to do.',
      'If it was not, somebody has your phone and knows its PIN. Tell your administrator at once, so that they remove it.',
    ],
  }),
  removed: ({
    organisation,
    firstName,
    name,
    at,
    why,
    isOwn,
    next,
  }: About & { why: 'removed' | 'lost'; isOwn: boolean; next: string | null }) => ({
    subject:
      why === 'lost'
        ? `A lost phone was removed at ${organisation}`
        : `A phone was removed at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} the phone “${name}” was removed from your account at ${organisation}, ${isOwn ? 'on your account page' : 'by an administrator'}. It can approve nothing any more.`,
      ...(why === 'lost'
        ? [
            'It was reported as lost or stolen. To set a phone up from your backup you need a setup code from your administrator as well.',
          ]
        : []),
      next
        ? `Your sign-in requests go to “${next}”.`
        : 'No other phone gets your sign-in requests now. To set one up, ask your administrator for a setup code.',
      'If you know about this, there is nothing to do.',
      'If you do not, tell your administrator at once: somebody else may be acting for you.',
    ],
  }),
  unregistered: ({
    organisation,
    firstName,
    at,
    devices,
    isOwn,
  }: Omit<About, 'name'> & { devices: number; isOwn: boolean }) => ({
    subject: `Your phones were unregistered at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} ${isOwn ? 'all of your phones were' : 'an administrator had all of your phones'} unregistered at ${organisation}${devices > 0 ? '' : ' (there were none left)'}: none of them can approve anything any more, and you are signed out.`,
      `Backups that you made before do not work at ${organisation} any more. Your next phone begins anew, with a setup code from your administrator.`,
      'If you know about this, there is nothing to do.',
      'If you do not, tell your administrator at once: somebody else may be acting for you.',
    ],
  }),
  lostPush: ({ organisation, firstName, name, at, next }: About & { next: string | null }) => ({
    subject: next
      ? `Another phone gets your sign-in requests at ${organisation}`
      : `Your phone no longer gets sign-in requests at ${organisation}`,
    lines: [
      hello(firstName),
      `Since ${on(at)}, sign-in requests of ${organisation} do not reach ${name} any more: its push service has forgotten it.`,
      next
        ? `They go to ${next} from now on. Open Latchkey on ${name} if you want to choose it again.`
        : `Open Latchkey on ${name}: that usually brings them back. Until then open the app yourself when you sign in, or scan the QR code on the sign-in page.`,
      'You do not know that phone? Tell your administrator.',
    ],
  }),
  recovery: ({ organisation, firstName, at }: Omit<About, 'name'>) => ({
    subject: `A recovery code was issued for your account at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} somebody with access to the server of ${organisation} issued a recovery code for your account. Your phones were removed from it, every session was ended, and whoever has the code can enrol a new phone.`,
      'If this was you, or was arranged with you, there is nothing to do.',
      'If it was not, somebody else can sign in as you: talk to whoever runs the server at once, and let them run the recovery again, which ends that code.',
    ],
  }),
}

/** What people are told of their phones. */
export const phoneMails = byLanguage({ en })
