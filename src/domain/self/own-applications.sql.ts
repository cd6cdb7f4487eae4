import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** A person has a few dozen accounts at most; more than two hundred are not shown. */
export function applicationsOf(work: Work, userId: UserId) {
  return work.db
    .selectFrom('accounts')
    .innerJoin('applications', (join) =>
      join
        .onRef('applications.tenantId', '=', 'accounts.tenantId')
        .onRef('applications.id', '=', 'accounts.applicationId'),
    )
    .select(['applications.name', 'applications.redirectUris', 'accounts.lastSignInAt'])
    .where('accounts.tenantId', '=', work.base.tenantId)
    .where('accounts.userId', '=', userId)
    .where('accounts.status', '=', 'active')
    .where('accounts.endedAt', 'is', null)
    .where('applications.enabled', '=', true)
    .orderBy('applications.nameKey')
    .limit(200)
    .execute()
}
