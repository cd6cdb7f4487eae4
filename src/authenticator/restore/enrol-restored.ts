import { Problem } from '#contract/problem.ts'
import { openClaimAt } from '#phone/enrol.ts'
import type { Enrolment, Identity } from '#phone/key-store.ts'
import { verifyPerson } from '#phone/verify-person.ts'
import { appPhone } from '../app-phone.ts'
import { enrolOpened, type Protection } from '../onboarding/enrol-this-phone.ts'
import { checkAccounts, phoneState } from '../phone-state.ts'
import type { RestoreResult } from './restore-result.ts'

export interface Restoring {
  readonly iss: string
  readonly claim: string
  /** The second code of an invitation that asked for one. */
  readonly guard: string | null
  /** Of the backup; null makes a new one, after a reset. */
  readonly identity: Identity | null
  readonly protection: Protection
  readonly deviceName: string | null
}

/**
 * Enrols this phone by a claim that a restore earned, or that an administrator gave after a reset.
 *
 * @throws {Problem} as `openClaim` and `enrol` do; nothing is kept then.
 */
export async function enrolRestored(restoring: Restoring): Promise<RestoreResult> {
  const { iss, claim, guard, identity, protection, deviceName } = restoring
  await requireKnownPin(protection)
  const opened = await openClaimAt(appPhone, iss, claim, guard ?? undefined)
  const choice = identity ? ({ kind: 'restored', identity } as const) : ({ kind: 'new' } as const)
  const { deviceId, shortCode } = await enrolOpened(opened, choice, protection, deviceName)
  await checkAccounts()
  return phoneState().statuses[deviceId]?.state === 'pending'
    ? { kind: 'pending', deviceId, shortCode }
    : { kind: 'ready', deviceId, shortCode: null }
}

/** A phone that has a PIN already keeps it: a slip must not become a second one. */
async function requireKnownPin(protection: Protection): Promise<void> {
  const known = await pinnedEnrolment()
  if (known && protection.kind === 'pin') await verifyPerson(appPhone, known, 'grant', protection)
}

const pinnedEnrolment = async (): Promise<Enrolment | undefined> =>
  (await appPhone.store.listEnrolments()).find(({ credentialId }) => credentialId === null)

/** Whether a restore, or the claim that it earned, has ended: what was typed right or wrong, it has to begin again. */
export const isOver = (error: unknown): boolean =>
  error instanceof Problem && (error.code === 'restore-not-found' || error.code === 'claim-invalid')

/** What a refusal means for the account; null where it can be tried again, with other words. */
export function resultOf(error: unknown): RestoreResult | null {
  if (!(error instanceof Problem)) return null
  if (error.code === 'did-retired') return { kind: 'needs-code' }
  if (error.code === 'account-gone') return { kind: 'gone' }
  return error.code === 'user-deactivated' ? { kind: 'deactivated' } : null
}
