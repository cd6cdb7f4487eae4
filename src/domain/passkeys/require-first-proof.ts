import type { SessionId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { outOfBandAcr, phoneAcr } from '../approvals/redeem-approval.ts'
import { wasSteppedUp } from '../approvals/was-stepped-up.ts'
import { findAcr } from '../sessions/find-acr.ts'
import { readSetting } from '../settings/read-setting.ts'
import { passkeyAcr, providerAcr } from '../sign-in/methods.ts'
import { provedForSeconds } from '../sign-in/require-step-up.ts'
import type { Work } from '../work.ts'
import { cameByStrongLink, isAskedByApplication } from './passkeys.sql.ts'

/** What somebody shows who knows no more than a password, or reads a mailbox, is none of them. */
const strong: ReadonlySet<string | undefined> = new Set([phoneAcr, outOfBandAcr, passkeyAcr])

/**
 * The first passkey opens whatever asks for one. Where somebody has to have one, by their role or an application, their password alone does
 * not add it: else it would be enough for all that a passkey guards. The session has to have begun by their phone or a provider, or their
 * phone has confirmed it just now. Of what would lift this guard the same is asked (`requireOwnProof`).
 *
 * @throws {Problem} `first-passkey-guarded`
 */
export async function requireFirstProof(
  work: Work,
  { user, sessionId, act }: { user: User; sessionId: SessionId; act: keyof typeof words },
): Promise<void> {
  const { passkeyRequiredFor } = await readSetting(work, 'sign-in')
  const isAsked =
    passkeyRequiredFor.includes(user.adminRole ?? 'user') ||
    (await isAskedByApplication(work, { userId: user.id }))
  if (!isAsked) return
  const acr = await findAcr(work, { sessionId })
  if (strong.has(acr) || (acr === providerAcr && (await cameByStrongLink(work, { sessionId })))) return
  const since = new Date(work.now.getTime() - provedForSeconds * 1000)
  if (await wasSteppedUp(work, { sessionId, since })) return
  const { phone, nothing } = words[act]
  throw new Problem('first-passkey-guarded', user.activeDevices > 0 ? phone : nothing)
}

const setUp = 'Ask your administrator for a setup code, set up your phone and sign in with it.'
const words = {
  'first-passkey': {
    phone: 'Sign in with your phone, then add your first passkey.',
    nothing: `A password is not enough to add your first passkey here. ${setUp}`,
  },
  'way-in': {
    phone: 'Sign in with your phone, then change this.',
    nothing: `A password is not enough to change this before you have a passkey. ${setUp}`,
  },
} as const
