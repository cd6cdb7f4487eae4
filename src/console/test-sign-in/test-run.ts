import * as z from 'zod/mini'
import { ApplicationId } from '#contract/ids.ts'

const TestRun = z.object({
  applicationId: ApplicationId,
  applicationName: z.string(),
  clientId: z.string(),
  /** Good for this run only; null for kinds that keep no secret. */
  clientSecret: z.nullable(z.string()),
  redirectUri: z.string(),
  issuer: z.string(),
  state: z.string(),
  nonce: z.string(),
  /** PKCE's (RFC 7636 §4.1). */
  verifier: z.string(),
})
/** What this tab must remember between leaving for the sign-in page and coming back. */
export type TestRun = z.output<typeof TestRun>

const key = 'latchkey.test-sign-in'

export const keepRun = (run: TestRun) => sessionStorage.setItem(key, JSON.stringify(run))

/** The run that this tab began; it is forgotten at once, since its code works once. */
export function takeRun(): TestRun | undefined {
  const kept = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  if (kept === null) return undefined
  const run = z.safeParse(TestRun, JSON.parse(kept))
  return run.success ? run.data : undefined
}
