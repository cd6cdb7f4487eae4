import type { OverrideId, UserId } from '#contract/ids.ts'
import type { Override } from '#contract/overrides.ts'
import { rankOf } from '#contract/permissions.ts'
import { Problem } from '#contract/problem.ts'
import { newId } from '#platform/id.ts'
import { randomCrockford } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import { readSetting } from '../settings/read-setting.ts'
import { holdForAct } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { endOverride } from './end-override.ts'
import { overrideMac } from './override-mac.ts'
import { sendOverrideNotice } from './override-notice.ts'
import { findOverride, insertOverride } from './overrides.sql.ts'

/**
 * Administrative Override: makes a passcode that signs a person in once without their phone, and gives it back this once. An earlier one
 * that is still open ends; the person is told at every address that we have of them, never which passcode.
 *
 * An administrator may get one from somebody of a higher rank alone: it lets them in, and proves nothing for a risky act.
 *
 * @param input `minutes` until it expires
 * @throws {Problem} `user-not-found`, `higher-rank`, `override-upwards`, `user-deactivated`, `user-invited`, `overrides-off`; as `requireStanding`
 */
export async function issueOverride(
  work: Work,
  { userId, reason, minutes }: { userId: UserId; reason: string; minutes: number },
): Promise<{ override: Override; code: string }> {
  const { actor } = work
  const user = await holdForAct(work, { userId })
  // Whoever is no administrator's equal or better cannot be let in by them, and nobody lets themselves in.
  const upwards = user.adminRole !== null && rankOf(user.adminRole) >= rankOf(actor.adminRole)
  if (actor.kind !== 'user' || actor.id === userId || upwards) throw new Problem('override-upwards')
  if (user.status === 'deactivated') throw new Problem('user-deactivated')
  if (user.status === 'invited') throw new Problem('user-invited')
  const { overrides } = await readSetting(work, 'sign-in')
  if (!overrides) throw new Problem('overrides-off')

  await endOverride(work, { userId, why: 'replaced' })
  const id = newId() as OverrideId
  const code = randomCrockford(10)
  const expiresAt = new Date(work.now.getTime() + minutes * 60_000)
  // An actor of this kind is a user: its id says so.
  const issuedBy = actor.id as UserId
  const codeHash = overrideMac(work, id, code)
  await insertOverride(work, { id, userId, codeHash, reason, issuedBy, expiresAt })
  const issued = { userId, overrideId: id, expiresAt: expiresAt.toISOString() }
  await record(work, 'override.issued', issued, { reason })
  await sendOverrideNotice(work, user, { kind: 'issued', expiresAt })
  const override = await findOverride(work, userId, id)
  if (!override) throw new Error('an override that was just issued is not there')
  return { override, code }
}
