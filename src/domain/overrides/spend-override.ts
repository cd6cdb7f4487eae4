import type { OverrideId, UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { matchesOverride } from './override-mac.ts'
import { sendOverrideNotice } from './override-notice.ts'
import { lockOpenOverride, setEnded, setTries } from './overrides.sql.ts'

/**
 * Wrong tries of one passcode over all browsers and addresses. Each of them is held up by itself long before: this bounds a guess from very
 * many networks, at 10,000 of 32^10 (2^50) passcodes, one in a hundred thousand million.
 */
export const mostTries = 10_000

/**
 * Tries a passcode for a person, whose row the caller holds: of two tabs one gets it. A wrong one counts, whichever sign-in and browser it
 * came from, and the last one locks the override for good. The unit has to commit either way.
 *
 * @returns undefined where it does not fit, or there is none
 */
export async function checkOverride(
  work: Work,
  { userId, typed }: { userId: UserId; typed: string },
): Promise<OverrideId | undefined> {
  const open = await lockOpenOverride(work, userId)
  if (!open || open.expiresAt <= work.now) return undefined
  if (matchesOverride(work, open, typed)) return open.id
  const tries = open.tries + 1
  await setTries(work, open.id, tries)
  if (tries >= mostTries && (await setEnded(work, open.id, 'locked')))
    await record(work, 'override.expired', { userId, overrideId: open.id, why: 'locked' })
  return undefined
}

/** Uses one up that fitted in this very unit, and tells the person. */
export async function spendOverride(
  work: Work,
  {
    person,
    overrideId,
  }: {
    person: {
      readonly id: UserId
      readonly firstName: string
      readonly email: string
      readonly personalEmail: string | null
    }
    overrideId: OverrideId
  },
): Promise<void> {
  if (!(await setEnded(work, overrideId, 'used'))) throw new Error('an override ended while it was held')
  await record(work, 'override.used', { userId: person.id, overrideId })
  await sendOverrideNotice(work, person, { kind: 'used' })
}
