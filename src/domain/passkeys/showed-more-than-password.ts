import type { SessionId } from '#contract/ids.ts'
import { outOfBandAcr, phoneAcr } from '../approvals/redeem-approval.ts'
import { wasSteppedUp } from '../approvals/was-stepped-up.ts'
import { findAcr } from '../sessions/find-acr.ts'
import { passkeyAcr, providerAcr } from '../sign-in/methods.ts'
import { provedForSeconds } from '../sign-in/require-step-up.ts'
import type { Work } from '../work.ts'
import { cameByStrongLink } from './passkeys.sql.ts'

/** What somebody shows who knows no more than a password, or reads a mailbox, is none of them. */
const strong: ReadonlySet<string | undefined> = new Set([phoneAcr, outOfBandAcr, passkeyAcr])

/** Whether the session began by their phone, a passkey or a provider, or their phone has confirmed it just now. */
export async function showedMoreThanPassword(
  work: Work,
  { sessionId }: { sessionId: SessionId },
): Promise<boolean> {
  const acr = await findAcr(work, { sessionId })
  if (strong.has(acr) || (acr === providerAcr && (await cameByStrongLink(work, { sessionId })))) return true
  const since = new Date(work.now.getTime() - provedForSeconds * 1000)
  return wasSteppedUp(work, { sessionId, since })
}
