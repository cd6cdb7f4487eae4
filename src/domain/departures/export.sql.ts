import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** Rows of one kind: more than anybody has. */
const most = 10_000

/** What is kept of a person beside their profile, table by table, without secrets: no hash, no key, no token. */
export async function belongingsOf(work: Work, userId: UserId) {
  const { db } = work
  const { tenantId } = work.base
  const devices = await db
    .selectFrom('devices')
    .select(['name', 'model', 'platform', 'osVersion', 'appVersion', 'lang', 'state', 'did'])
    .select(['enrolledAt', 'lastActiveAt', 'removedAt'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('enrolledAt')
    .limit(most)
    .execute()
  const sessions = await db
    .selectFrom('sessions')
    .select(['id', 'issuer', 'ip', 'userAgent', 'place', 'amr', 'startedAt', 'lastActiveAt', 'expiresAt'])
    .select(['endedAt', 'endedWhy'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('startedAt')
    .limit(most)
    .execute()
  const signIns = await db
    .selectFrom('signIns')
    .select(['reference', 'state', 'failure', 'ip', 'userAgent', 'createdAt', 'finishedAt'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .limit(most)
    .execute()
  const requests = await db
    .selectFrom('approvalRequests')
    .select(['action', 'applicationName', 'reason', 'state', 'ip', 'userAgent', 'city', 'country'])
    .select(['issuedAt', 'answeredAt'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('issuedAt')
    .limit(most)
    .execute()
  const knownBrowsers = await db
    .selectFrom('knownBrowsers')
    .select(['country', 'firstAt', 'lastAt'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('firstAt')
    .limit(most)
    .execute()
  const setupCodes = await db
    .selectFrom('claims')
    .select(['purpose', 'kind', 'issuedAt', 'expiresAt', 'openedAt', 'spentAt', 'voidedAt'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('issuedAt')
    .limit(most)
    .execute()
  const password = await db
    .selectFrom('passwords')
    .select(['temporary', 'expiresAt', 'usedAt', 'setAt', 'verifiedAt'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  const passkeys = await db
    .selectFrom('passkeys')
    .select(['name', 'synced', 'transports', 'createdAt', 'lastUsedAt', 'copiedAt'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .limit(most)
    .execute()
  const overrides = await db
    .selectFrom('overrides')
    .select(['reason', 'issuedAt', 'expiresAt', 'usedAt', 'endedWhy'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('issuedAt')
    .limit(most)
    .execute()
  const signInCodes = await db
    .selectFrom('signInCodes')
    .select(['method', 'sentAt', 'spentAt'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('sentAt')
    .limit(most)
    .execute()
  const restores = await db
    .selectFrom('restores')
    .select(['did', 'createdAt', 'provedAt', 'shownBy'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .limit(most)
    .execute()
  const linkedProviders = await db
    .selectFrom('providerLinks as l')
    .innerJoin('providers as p', (join) =>
      join.onRef('p.tenantId', '=', 'l.tenantId').onRef('p.id', '=', 'l.providerId'),
    )
    .select(['p.name as provider', 'l.subject', 'l.email', 'l.linkedAt', 'l.linkedBy', 'l.lastUsedAt'])
    .where('l.tenantId', '=', tenantId)
    .where('l.userId', '=', userId)
    .orderBy('l.linkedAt')
    .limit(most)
    .execute()
  const savedViews = await db
    .selectFrom('savedViews')
    .select(['name', 'query', 'createdAt'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .limit(most)
    .execute()
  const cases = await db
    .selectFrom('cases')
    .select(['kind', 'state', 'openedAt', 'reports', 'lastReportAt', 'closedAt', 'note'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .orderBy('openedAt')
    .limit(most)
    .execute()
  return {
    devices,
    sessions,
    signIns,
    requests,
    knownBrowsers,
    setupCodes,
    overrides,
    signInCodes,
    restores,
    password: password ?? null,
    passkeys,
    linkedProviders,
    savedViews,
    cases,
  }
}
