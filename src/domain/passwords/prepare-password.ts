import type { UserId } from '#contract/ids.ts'
import type { PasswordFailure } from '#contract/passwords.ts'
import type { PasswordPolicy } from '#contract/settings.ts'
import type { HashedPassword } from '#platform/password-hasher.ts'
import { readSetting } from '../settings/read-setting.ts'
import { type Actor, type Ground, type Tenancy, transact, type Work } from '../work.ts'
import { isCommonPassword } from './common-passwords.ts'
import { rulesOf } from './password-allowed.ts'
import { addressParts, contextWords, failuresOf } from './password-failures.ts'
import { comparable, normalisePassword } from './password-text.ts'
import { findHistory, findOwner, findPassword } from './passwords.sql.ts'
import { unlessBusy } from './unless-busy.ts'

/** A password that met the policy, hashed; `setPassword` takes it. It lives as long as the request. */
export interface PreparedPassword extends HashedPassword {
  /** Whose names and earlier passwords it was compared with; null: somebody's who is only about to be. */
  readonly userId: UserId | null
  /** The service that knows breached passwords did not answer. */
  readonly breachUnchecked: boolean
}

export type Prepared =
  | { readonly kind: 'ready'; readonly prepared: PreparedPassword }
  | { readonly kind: 'refused'; readonly failures: PasswordFailure[] }

/** Above what a person notices, below what they wait for. */
const breachLimitMs = 2000

/**
 * Holds a new password against the policy and hashes it, outside of any unit. What can be seen by looking comes first, then the
 * lookup, then the earlier passwords, each of which costs a hash.
 *
 * @param input.words beyond those of the person and the organisation, such as a name that is only about to be stored
 * @throws {Problem} `unavailable`
 */
export async function preparePassword(
  ground: Ground,
  tenancy: Tenancy,
  actor: Actor,
  { userId, password, words }: { userId: UserId | null; password: string; words: readonly string[] },
): Promise<Prepared> {
  const known = await transact(ground, tenancy, 'read', actor, (work) => look(work, userId))
  const { policy, owner } = known
  const text = normalisePassword(password)
  const context = contextWords([
    tenancy.name,
    owner?.firstName,
    owner?.lastName,
    ...[owner?.email, owner?.personalEmail].map((email) => email && addressParts(email)),
    ...words,
  ])
  const failures = failuresOf(text, rulesOf(policy), context)
  if (text !== undefined && policy.blockBreached && (await isCommonPassword(text))) failures.push('common')
  if (failures.length > 0 || text === undefined) return { kind: 'refused', failures }

  const breached = policy.blockBreached ? await isBreached(ground, text) : false
  if (breached === true) return { kind: 'refused', failures: ['breached'] }
  for (const earlier of known.earlier) {
    if (await unlessBusy(ground.passwords.verify(comparable(text, earlier), earlier)))
      return { kind: 'refused', failures: ['reused'] }
  }
  const hashed = await unlessBusy(ground.passwords.hash(text))
  return { kind: 'ready', prepared: { ...hashed, userId, breachUnchecked: breached === 'unknown' } }
}

interface Known {
  readonly policy: PasswordPolicy
  readonly owner: Awaited<ReturnType<typeof findOwner>>
  readonly earlier: readonly (HashedPassword & { temporary: boolean })[]
}

/** The present password is never the new one, whatever the policy says of the earlier ones: it would be no change. */
async function look(work: Work, userId: UserId | null): Promise<Known> {
  const policy = await readSetting(work, 'password')
  if (userId === null) return { policy, owner: undefined, earlier: [] }
  const owner = await findOwner(work, userId)
  const present = await findPassword(work, userId)
  // The present one is itself one of those that the policy counts, unless it was an administrator's.
  const others = Math.max(0, policy.history - (present && !present.temporary ? 1 : 0))
  const history = others > 0 ? await findHistory(work, userId, others) : []
  const past = history.map((earlier) => ({ ...earlier, temporary: false }))
  return { policy, owner, earlier: present ? [present, ...past] : past }
}

async function isBreached(ground: Ground, password: string): Promise<boolean | 'unknown'> {
  if (!ground.countBreaches) return false
  try {
    return (await ground.countBreaches(password, AbortSignal.timeout(breachLimitMs))) > 0
  } catch {
    // The local list was asked before: that is what is left.
    return 'unknown'
  }
}
