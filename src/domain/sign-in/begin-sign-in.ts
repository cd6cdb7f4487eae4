import type { ApplicationId, SignInId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { randomCrockford } from '#platform/random.ts'
import type { Work } from '../work.ts'
import { type BrowserCookies, type NewCookie, openBrowser } from './browser.ts'
import type { Resume } from './resume.ts'
import { insertSignIn } from './sign-in.sql.ts'

/** How long a browser may take over one sign-in, all tries and requests together. */
const lifetimeSeconds = 3600

/**
 * Begins a sign-in of the browser that sent `cookies`, and binds it to that browser: the caller sets the cookies that come back, then
 * sends the browser to `/sign-in/{id}` below the tenant's base URL.
 *
 * @param input `applicationId` is null for the console and for a person's own account; `hint` is the address to begin with (`login_hint`);
 * `askedAcr` is the class of proof that the application asked for, where that is a phone's; `fresh`: a provider is asked for a
 * new proof as well.
 */
export async function beginSignIn(
  work: Work,
  input: {
    applicationId: ApplicationId | null
    resume: Resume
    hint?: string | undefined
    askedAcr?: string | null | undefined
    fresh?: boolean | undefined
    cookies: BrowserCookies
  },
): Promise<{ id: SignInId; reference: string; cookies: readonly NewCookie[] }> {
  const { signInHash, knownHash, set } = openBrowser(work.keys, work.base, input.cookies)
  const id = newId(work.now) as SignInId
  const hint = input.hint?.trim()
  for (;;) {
    const reference = drawReference()
    const begun = await insertSignIn(work, {
      id,
      reference,
      browserHash: signInHash,
      knownHash,
      applicationId: input.applicationId,
      resume: input.resume,
      askedAcr: input.askedAcr ?? null,
      fresh: input.fresh ?? false,
      address: hint && hint.length <= 254 ? hint : null,
      expiresAt: new Date(work.now.getTime() + lifetimeSeconds * 1000),
    })
    if (begun) return { id, reference, cookies: set }
  }
}

/** What a person reads out to an administrator: `LK-7F3K-2Q`. 30 bits: it names a sign-in and opens nothing. */
function drawReference(): string {
  const code = randomCrockford(6)
  return `LK-${code.slice(0, 4)}-${code.slice(4)}`
}
