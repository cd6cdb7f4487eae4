import type { UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { unlessTaken } from '#platform/unless-taken.ts'
import type { Work } from '../work.ts'

export function aliasesOf(work: Work, userId: UserId) {
  return work.db
    .selectFrom('userEmails')
    .select(['email', 'verifiedAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .orderBy('verifiedAt')
    .orderBy('emailKey')
    .limit(100)
    .execute()
}

/** Those that can still be confirmed, oldest first. */
export function pendingChangesOf(work: Work, userId: UserId) {
  return work.db
    .selectFrom('emailChanges')
    .select(['id', 'kind', 'email', 'emailKey', 'requestedAt', 'expiresAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .where('expiresAt', '>', work.now)
    .orderBy('requestedAt')
    .orderBy('id')
    .limit(100)
    .execute()
}

/** Whose main or further address this is, if anybody's. */
export async function holderOf(
  work: Work,
  emailKey: string,
): Promise<{ userId: UserId; as: 'main' | 'further' } | undefined> {
  const { tenantId } = work.base
  const main = await work.db
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('emailKey', '=', emailKey)
    .executeTakeFirst()
  if (main) return { userId: main.id, as: 'main' }
  const further = await work.db
    .selectFrom('userEmails')
    .select('userId')
    .where('tenantId', '=', tenantId)
    .where('emailKey', '=', emailKey)
    .executeTakeFirst()
  return further && { userId: further.userId, as: 'further' }
}

/** Withdraws what waits for this person: with an address that one, with a kind all of it. */
export async function voidChanges(
  work: Work,
  userId: UserId,
  which: { emailKey: string } | { kind: 'primary' },
): Promise<boolean> {
  const waiting = work.db
    .updateTable('emailChanges')
    .set({ voidedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .where('expiresAt', '>', work.now)
  const those =
    'kind' in which ? waiting.where('kind', '=', which.kind) : waiting.where('emailKey', '=', which.emailKey)
  const voided = await those.returning('id').execute()
  return voided.length > 0
}

export async function insertChange(
  work: Work,
  change: {
    userId: UserId
    kind: 'primary' | 'alias'
    email: string
    emailKey: string
    tokenHash: Uint8Array
    ownProof: boolean
    expiresAt: Date
  },
): Promise<void> {
  const { tenantId } = work.base
  await work.db
    .insertInto('emailChanges')
    .values({ ...change, tenantId, id: newId(), requestedBy: work.actor.id, requestedAt: work.now })
    .execute()
}

/** A change by the hash of its token, in whatever state. */
export function changeByToken(work: Work, tokenHash: Uint8Array) {
  return work.db
    .selectFrom('emailChanges')
    .select(['id', 'userId', 'kind', 'email', 'emailKey', 'ownProof', 'expiresAt', 'spentAt', 'voidedAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('tokenHash', '=', Buffer.from(tokenHash))
    .executeTakeFirst()
}

/** The one confirmation that counts. */
export async function markChangeSpent(work: Work, id: string): Promise<boolean> {
  const spent = await work.db
    .updateTable('emailChanges')
    .set({ spentAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .where('expiresAt', '>', work.now)
    .returning('id')
    .executeTakeFirst()
  return spent !== undefined
}

/** Undefined where somebody else took the address at this moment: the unit is lost then. */
export async function insertAlias(
  work: Work,
  row: { userId: UserId; email: string; emailKey: string },
): Promise<true | undefined> {
  const inserting = work.db
    .insertInto('userEmails')
    .values({ ...row, tenantId: work.base.tenantId, verifiedAt: work.now })
    .execute()
  const inserted = await unlessTaken('address_once', unlessTaken('user_emails_pkey', inserting))
  return inserted && true
}

export async function deleteAlias(work: Work, userId: UserId, emailKey: string): Promise<boolean> {
  const deleted = await work.db
    .deleteFrom('userEmails')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('emailKey', '=', emailKey)
    .returning('emailKey')
    .executeTakeFirst()
  return deleted !== undefined
}
