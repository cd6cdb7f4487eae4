import { byLanguage } from '#contract/language.ts'
import { inUtc } from '../in-utc.ts'

interface About {
  readonly organisation: string
  readonly at: Date
}

/** Whom it is about, and where the console shows it. */
interface Whose extends About {
  readonly name: string
  readonly email: string
  readonly href: string
}

const on = (at: Date) => inUtc('en-GB', at)

const people = (count: number) => `${count.toLocaleString('en-GB')} ${count === 1 ? 'person' : 'people'}`

const en = {
  reported: ({
    organisation,
    at,
    name,
    email,
    href,
    request,
    reports,
    openedAt,
    pause,
  }: Whose & {
    request: { application: string; browser: string; place: string | null; knownBrowser: boolean } | null
    reports: number
    openedAt: Date
    /** Until when no request rings the phone. */
    pause: Date | 'until-closed' | null
  }) => ({
    subject: `${name} reported a sign-in at ${organisation}`,
    lines: [
      `On ${on(at)}, ${name} (${email}) answered a sign-in request with “It’s not me”.`,
      ...(request
        ? [
            `It was for ${request.application}, from ${request.browser}${request.place ? ` in ${request.place}` : ''}. ${
              request.knownBrowser
                ? 'They had signed in from that browser before.'
                : 'They had never signed in from that browser.'
            }`,
          ]
        : []),
      ...(reports > 1 ? [`It is report number ${reports} since ${on(openedAt)}.`] : []),
      pause === null
        ? 'Sign-in requests still ring their phone.'
        : `No sign-in request rings their phone until ${pause === 'until-closed' ? 'the case is closed' : on(pause)}. They can open the app, or scan the QR code.`,
      'Somebody may know their password, or have their address and try. The case shows what was asked, and what you can do.',
    ],
    link: { href, label: 'Open the case', after: 99 },
  }),
  keyCopied: ({ organisation, at, name, email, href, phone }: Whose & { phone: string | null }) => ({
    subject: `A phone’s key may have been copied at ${organisation}`,
    lines: [
      `On ${on(at)}, a sign-in request was answered with the key of ${phone ?? 'a phone'}, a phone of ${name} (${email}), and with a number that this key had used before.`,
      'Somebody may hold a copy of that key. This answer was refused.',
      'Ask them whether they restored the phone from a copy of itself. If in doubt, remove the phone and let them set it up again.',
    ],
    link: { href, label: 'Open the case', after: 99 },
  }),
  /** The same, to the person. */
  ownKeyCopied: ({
    organisation,
    at,
    firstName,
    phone,
  }: About & { firstName: string; phone: string | null }) => ({
    subject: `Your phone’s key may have been copied at ${organisation}`,
    lines: [
      `Hello ${firstName},`,
      `On ${on(at)}, a sign-in request of yours at ${organisation} was answered with the key of ${phone ?? 'a phone'}, and with a number that this key had used before. It was refused.`,
      'Somebody may hold a copy of that key. Your administrators have been told: talk to them before you approve anything that you did not begin yourself.',
    ],
  }),
  passkeyCopied: ({ organisation, name, email, href }: Omit<Whose, 'at'>) => ({
    subject: `A passkey may have been copied at ${organisation}`,
    lines: [
      `Somebody used a passkey of ${name} (${email}) whose counter did not rise, as if there were two of it.`,
      'Nobody was signed in, and it is refused from now on.',
      'Ask them what happened, look at their activity, remove the passkey, and let them add another one.',
    ],
    link: { href, label: 'Open the user', after: 2 },
  }),
  phoneRestored: ({
    organisation,
    at,
    name,
    email,
    href,
    phone,
    state,
  }: Whose & { phone: string; state: 'active' | 'pending' }) => ({
    subject: `${name} restored a phone`,
    lines: [
      `On ${on(at)} the phone “${phone}” was set up from the backup of ${name} (${email}) at ${organisation}.`,
      state === 'pending'
        ? 'It can approve nothing until an administrator confirms it: compare the six digits that it shows.'
        : 'Their other phones are flagged as replaced, and are removed after some days.',
      'They were told by mail and on their other phones. If they say that it was not them, unregister all of their devices.',
    ],
    link: { href, label: 'Open the user', after: 3 },
  }),
  fewTexts: ({
    organisation,
    at,
    whose,
    used,
    perDay,
  }: About & { whose: 'all' | 'strangers'; used: number; perDay: number }) => {
    const what =
      whose === 'all'
        ? `${used} of the ${perDay} texts that ${organisation} may send in a day are used up. After the last one nobody gets a code by SMS until the day is over.`
        : `Browsers that nobody here has used before had ${used} texts sent today. They get no more until the day is over; people in browsers of their own still do.`
    return {
      subject: `Few texts are left today at ${organisation}`,
      lines: [
        `This was so on ${on(at)}. ${what}`,
        'Many sign-ins on one day may be the reason, or somebody who asks for codes in the name of others. The activity of the organisation shows for whom.',
        'People can sign in by their phone, a passkey or another way. Whoever runs this installation may raise LATCHKEY_SMS_PER_DAY.',
      ],
    }
  },
  terminationLapsed: ({
    organisation,
    at,
    name,
    email,
    href,
    orderedAt,
    why,
  }: Whose & { orderedAt: Date; why: 'promoted' | 'late' }) => ({
    subject: `${name} was not terminated at ${organisation}`,
    lines: [
      `On ${on(orderedAt)} an administrator of another organisation terminated the identity of ${name} (${email}) everywhere. At ${organisation} nothing was deleted.`,
      why === 'promoted'
        ? 'They have been given a higher role here since, which the other administrator did not know of.'
        : 'It could not be done for a day: most likely nobody else was an active owner here.',
      `The order lapsed on ${on(at)} and is not tried again. Look at whether they should go, and terminate them here if so.`,
    ],
    link: { href, label: 'Open the user', after: 3 },
  }),
  jobFinished: ({
    organisation,
    firstName,
    begunAt,
    succeeded,
    skipped,
    failed,
    href,
  }: {
    organisation: string
    firstName: string
    begunAt: Date
    succeeded: number
    skipped: number
    failed: number
    href: string
  }) => ({
    subject: `Your bulk act at ${organisation} has ended`,
    lines: [
      `Hello ${firstName},`,
      `What you began on ${on(begunAt)} has ended: ${people(succeeded)} done, ${people(skipped)} passed over because there was nothing to do, ${people(failed)} refused.`,
    ],
    link: { href, label: 'See each person', after: 2 },
  }),
}

/** What administrators are told. */
export const adminMails = byLanguage({ en })
