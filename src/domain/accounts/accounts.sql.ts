import { sql } from 'kysely'
import type { Account } from '#contract/accounts.ts'
import type { AccountId, ApplicationId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export async function findAccount(work: Work, userId: UserId, applicationId: ApplicationId) {
  return work.db
    .selectFrom('accounts')
    .select(['id', 'subject', 'status', 'endedAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('applicationId', '=', applicationId)
    .executeTakeFirst()
}

/** Undefined when another made it first: then it is there to be found. */
export async function insertAccount(
  work: Work,
  account: {
    id: AccountId
    userId: UserId
    applicationId: ApplicationId
    subject: string
    did: string | null
  },
) {
  return work.db
    .insertInto('accounts')
    .values({
      ...account,
      tenantId: work.base.tenantId,
      status: 'active',
      createdAt: work.now,
      activatedAt: work.now,
      lastSignInAt: work.now,
    })
    .onConflict((conflict) => conflict.columns(['tenantId', 'userId', 'applicationId']).doNothing())
    .returning(['id', 'subject', 'status', 'endedAt'])
    .executeTakeFirst()
}

/** False where the person has one. */
export async function insertInvitedAccount(
  work: Work,
  account: { id: AccountId; userId: UserId; applicationId: ApplicationId; subject: string },
): Promise<boolean> {
  const made = await work.db
    .insertInto('accounts')
    .values({ ...account, tenantId: work.base.tenantId, status: 'invited', createdAt: work.now })
    .onConflict((conflict) => conflict.columns(['tenantId', 'userId', 'applicationId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Activates those accounts that wait for it, and tells which; not those that were ended. */
export function markActivated(
  work: Work,
  userId: UserId,
  did: string | null,
  only?: AccountId,
): Promise<{ id: AccountId; applicationId: ApplicationId }[]> {
  let update = work.db
    .updateTable('accounts')
    .set({ status: 'active', did, activatedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('status', '=', 'invited')
    .where('endedAt', 'is', null)
  if (only) update = update.where('id', '=', only)
  return update.returning(['id', 'applicationId']).execute()
}

export async function setSignedIn(work: Work, id: AccountId, applicationId: ApplicationId): Promise<void> {
  await work.db
    .updateTable('accounts')
    .set({ lastSignInAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .execute()
  // Everybody's sign-ins meet on this row: written once a minute, so that they need not stand in line.
  await work.db
    .updateTable('applications')
    .set({ lastSignInAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', applicationId)
    .where((eb) =>
      eb.or([eb('lastSignInAt', 'is', null), eb('lastSignInAt', '<', new Date(work.now.getTime() - 60_000))]),
    )
    .execute()
}

export async function accessOf(work: Work, userId: UserId, applicationId: ApplicationId) {
  return work.db
    .selectFrom('applications')
    .innerJoin('users', (join) => join.onRef('users.tenantId', '=', 'applications.tenantId'))
    .select(['applications.access', 'users.did'])
    .where('applications.tenantId', '=', work.base.tenantId)
    .where('applications.id', '=', applicationId)
    .where('users.id', '=', userId)
    .executeTakeFirst()
}

export function accountsOf(work: Work, userId: UserId): Promise<Account[]> {
  return work.db
    .selectFrom('accounts')
    .innerJoin('applications', (join) =>
      join
        .onRef('applications.tenantId', '=', 'accounts.tenantId')
        .onRef('applications.id', '=', 'accounts.applicationId'),
    )
    .select([
      'accounts.id',
      'accounts.applicationId',
      'applications.name as applicationName',
      sql<Account['status']>`case when accounts.ended_at is null then accounts.status else 'ended' end`.as(
        'status',
      ),
      'accounts.subject',
      'accounts.createdAt',
      'accounts.activatedAt',
      'accounts.lastSignInAt',
      'accounts.endedAt',
    ])
    .where('accounts.tenantId', '=', work.base.tenantId)
    .where('accounts.userId', '=', userId)
    .orderBy('applications.nameKey')
    .orderBy('accounts.id')
    .limit(500)
    .execute()
}

/** @param at null: it has not ended any more */
export async function setEnded(work: Work, id: AccountId, at: Date | null): Promise<void> {
  await work.db
    .updateTable('accounts')
    .set({ endedAt: at })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** What was given out to the application for this person: grants, codes, access and refresh tokens. */
export async function deleteItemsAt(work: Work, userId: UserId, applicationId: ApplicationId): Promise<void> {
  const { tenantId } = work.base
  await work.db
    .deleteFrom('oidcItems')
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('clientId', '=', (eb) =>
      eb
        .selectFrom('applications')
        .select('clientId')
        .where('tenantId', '=', tenantId)
        .where('id', '=', applicationId),
    )
    .execute()
}
