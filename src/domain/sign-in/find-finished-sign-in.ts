import type { SessionId, SignInId, UserId } from '#contract/ids.ts'
import { equalInConstantTime } from '#platform/hash.ts'
import type { Work } from '../work.ts'
import { type BrowserCookies, signInHash } from './browser.ts'
import type { Resume } from './resume.ts'
import { findSignIn } from './sign-in.sql.ts'

/** How long after its end a sign-in may still be taken up by what it was for. */
const freshSeconds = 300

/**
 * The sign-in that was finished for `resume` in this browser in the last five minutes; undefined for any other. Whoever takes it up does
 * so once: that is theirs to see to.
 */
export async function findFinishedSignIn(
  work: Work,
  { id, resume, cookies }: { id: SignInId; resume: Resume; cookies: BrowserCookies },
): Promise<{ userId: UserId; sessionId: SessionId; finishedAt: Date } | undefined> {
  const signIn = await findSignIn(work, id)
  const browser = signInHash(cookies)
  if (!signIn || !browser || !equalInConstantTime(signIn.browserHash, browser)) return undefined
  const { state, userId, sessionId, finishedAt } = signIn
  if (state !== 'finished' || !userId || !sessionId || !finishedAt) return undefined
  if (!sameResume(signIn.resume, resume)) return undefined
  if (work.now.getTime() - finishedAt.getTime() > freshSeconds * 1000) return undefined
  return { userId, sessionId, finishedAt }
}

function sameResume(a: Resume, b: Resume): boolean {
  if (a.kind === 'oidc') return b.kind === 'oidc' && a.uid === b.uid
  return b.kind === a.kind && a.path === b.path
}
