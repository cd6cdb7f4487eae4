import { type Case, pauseWithoutEnd } from '#contract/cases.ts'
import { inUtc } from '../mail/in-utc.ts'
import type { LetterWords } from '../mail/letter.ts'
import { tellAdmins } from '../mail/tell-admins.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'

/** The alarm: to the administrators, and to the person where they do not know yet. */
export async function tellOfCase(work: Work, about: Case): Promise<void> {
  if (about.kind === 'sign-in-reported') {
    await tellAdmins(work, reported(work, about))
    return
  }
  await tellAdmins(work, copied(work, about))
  const user = await getUser(work, { userId: about.user.id })
  await tellPerson(work, user, copiedToPerson(work, user.firstName, about))
}

function reported(work: Work, about: Case): LetterWords {
  const { user, request, reports, openedAt } = about
  const { name: organisation } = work.base
  const from = request
    ? [
        `It was for ${request.application}, from ${request.browser}${request.place ? ` in ${request.place}` : ''}.`,
        request.knownBrowser
          ? 'They had signed in from that browser before.'
          : 'They had never signed in from that browser.',
      ].join(' ')
    : null
  return {
    subject: `${user.name} reported a sign-in at ${organisation}`,
    lines: [
      `On ${inUtc(work.now)}, ${user.name} (${user.email}) answered a sign-in request with “It’s not me”.`,
      ...(from ? [from] : []),
      ...(reports > 1 ? [`It is report number ${reports} since ${inUtc(openedAt)}.`] : []),
      pauseWords(about),
      'Somebody may know their password, or have their address and try. The case shows what was asked, and what you can do.',
    ],
    link: caseLink(work, about),
  }
}

function pauseWords({ pushesPausedUntil }: Case): string {
  if (!pushesPausedUntil) return 'Sign-in requests still ring their phone.'
  const until =
    pushesPausedUntil.getTime() === pauseWithoutEnd.getTime()
      ? 'the case is closed'
      : inUtc(pushesPausedUntil)
  return `No sign-in request rings their phone until ${until}. They can open the app, or scan the QR code.`
}

const phoneOf = ({ device }: Case) => device?.name ?? 'a phone'

function copied(work: Work, about: Case): LetterWords {
  const { user } = about
  return {
    subject: `A phone’s key may have been copied at ${work.base.name}`,
    lines: [
      `On ${inUtc(work.now)}, a sign-in request was answered with the key of ${phoneOf(about)}, a phone of ${user.name} (${user.email}), and with a number that this key had used before.`,
      'Somebody may hold a copy of that key. This answer was refused.',
      'Ask them whether they restored the phone from a copy of itself. If in doubt, remove the phone and let them set it up again.',
    ],
    link: caseLink(work, about),
  }
}

function copiedToPerson(work: Work, firstName: string, about: Case): LetterWords {
  const { name: organisation } = work.base
  return {
    subject: `Your phone’s key may have been copied at ${organisation}`,
    lines: [
      `Hello ${firstName},`,
      `On ${inUtc(work.now)}, a sign-in request of yours at ${organisation} was answered with the key of ${phoneOf(about)}, and with a number that this key had used before. It was refused.`,
      'Somebody may hold a copy of that key. Your administrators have been told: talk to them before you approve anything that you did not begin yourself.',
    ],
  }
}

const caseLink = (work: Work, { id }: Case) => ({
  href: `${work.base.baseUrl}/admin/cases/${id}`,
  label: 'Open the case',
  after: 99,
})
