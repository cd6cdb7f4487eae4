import type { SignInId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export async function insertLink(
  work: Work,
  link: {
    id: string
    userId: UserId
    purpose: 'forgot' | 'set'
    tokenHash: Uint8Array
    emailKey: string
    signInId: SignInId | null
    issuedBy: string | null
    expiresAt: Date
  },
): Promise<void> {
  await work.db
    .insertInto('passwordLinks')
    .values({ ...link, tenantId: work.base.tenantId, issuedAt: work.now })
    .executeTakeFirstOrThrow()
}

export async function voidLinks(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('passwordLinks')
    .set({ voidedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .execute()
}

/** A link that opens something at this instant: it went to the address that the person still has. */
export function findLink(work: Work, by: { tokenHash: Uint8Array } | { id: string }) {
  return work.db
    .selectFrom('passwordLinks as l')
    .innerJoin('users as u', (join) =>
      join
        .onRef('u.tenantId', '=', 'l.tenantId')
        .onRef('u.id', '=', 'l.userId')
        .onRef('u.emailKey', '=', 'l.emailKey'),
    )
    .select(['l.id', 'l.userId', 'l.signInId', 'u.passwordAllowed', 'u.email'])
    .where('l.tenantId', '=', work.base.tenantId)
    .where((eb) => ('id' in by ? eb('l.id', '=', by.id) : eb('l.tokenHash', '=', Buffer.from(by.tokenHash))))
    .where('l.spentAt', 'is', null)
    .where('l.voidedAt', 'is', null)
    .where('l.expiresAt', '>', work.now)
    .where('u.status', '!=', 'deactivated')
    .executeTakeFirst()
}

/** The one spending that counts. */
export async function markLinkSpent(work: Work, id: string): Promise<boolean> {
  const { numUpdatedRows } = await work.db
    .updateTable('passwordLinks')
    .set({ spentAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('spentAt', 'is', null)
    .where('voidedAt', 'is', null)
    .where('expiresAt', '>', work.now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
