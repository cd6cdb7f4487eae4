import { type Case, pauseWithoutEnd } from '#contract/cases.ts'
import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { tellAdmins } from '../mail/tell-admins.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { adminMails } from '../mail/texts/administrators.ts'
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
  const { request, reports, openedAt } = about
  return wordsFor(work).reported({
    ...whose(work, about),
    request,
    reports,
    openedAt,
    pause: pauseOf(about),
  })
}

function pauseOf({ pushesPausedUntil: until }: Case): Date | 'until-closed' | null {
  return until?.getTime() === pauseWithoutEnd.getTime() ? 'until-closed' : until
}

const copied = (work: Work, about: Case): LetterWords =>
  wordsFor(work).keyCopied({ ...whose(work, about), phone: about.device?.name ?? null })

const copiedToPerson = (work: Work, firstName: string, { device }: Case): LetterWords =>
  wordsFor(work).ownKeyCopied({
    organisation: work.base.name,
    at: work.now,
    firstName,
    phone: device?.name ?? null,
  })

const wordsFor = (work: Work) => adminMails(languageOf(work.base))

const whose = (work: Work, { id, user }: Case) => ({
  organisation: work.base.name,
  at: work.now,
  name: user.name,
  email: user.email,
  href: `${work.base.baseUrl}/admin/cases/${id}`,
})
