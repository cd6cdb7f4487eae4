import { sql } from 'kysely'
import type { Application, ApplicationSettings } from '#contract/applications.ts'
import type { ApplicationId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

const columns = [
  'id',
  'clientId',
  'name',
  'kind',
  'redirectUris',
  'postLogoutRedirectUris',
  'access',
  'unknownAddress',
  'sessionSeconds',
  'approvalDigits',
  'passkeyRequired',
  'enabled',
  'createdAt',
  'updatedAt',
  'lastSignInAt',
  'version',
] as const

/** What the database checks on the way in. */
const digits = (stored: number): 2 | 6 => (stored === 6 ? 6 : 2)

type Secret = Application['secrets'][number]

export interface ApplicationRow extends Omit<Application, 'issuer' | 'secrets' | 'accounts'> {
  readonly nameKey: string
}

export async function findRow(work: Work, id: ApplicationId): Promise<ApplicationRow | undefined> {
  const row = await work.db
    .selectFrom('applications')
    .select([...columns, 'nameKey'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, approvalDigits: digits(row.approvalDigits) }
}

/** Reads an application and holds its row until the transaction ends. */
export async function lockRow(work: Work, id: ApplicationId): Promise<ApplicationRow | undefined> {
  const row = await work.db
    .selectFrom('applications')
    .select([...columns, 'nameKey'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && { ...row, approvalDigits: digits(row.approvalDigits) }
}

export async function rowsByName(
  work: Work,
  after: { nameKey: string; id: ApplicationId } | null,
  limit: number,
): Promise<ApplicationRow[]> {
  let query = work.db
    .selectFrom('applications')
    .select([...columns, 'nameKey'])
    .where('tenantId', '=', work.base.tenantId)
  if (after) {
    query = query.where((eb) => eb(eb.refTuple('nameKey', 'id'), '>', eb.tuple(after.nameKey, after.id)))
  }
  const rows = await query.orderBy('nameKey').orderBy('id').limit(limit).execute()
  return rows.map((row) => ({ ...row, approvalDigits: digits(row.approvalDigits) }))
}

/** Secrets and the number of accounts of these applications, for all of them at once. */
export async function belongingsOf(
  work: Work,
  ids: readonly ApplicationId[],
): Promise<Map<ApplicationId, { secrets: Secret[]; accounts: number }>> {
  const found = new Map(ids.map((id) => [id, { secrets: [] as Secret[], accounts: 0 }]))
  if (ids.length === 0) return found
  const secrets = await work.db
    .selectFrom('applicationSecrets')
    .select(['applicationId', 'id', 'hint', 'createdAt', 'expiresAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('applicationId', 'in', ids)
    .where('purpose', '=', 'client')
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', work.now)]))
    .orderBy('createdAt', 'desc')
    .execute()
  for (const { applicationId, ...secret } of secrets) found.get(applicationId)?.secrets.push(secret)
  const counts = await work.db
    .selectFrom('applications as a')
    .select((eb) => [
      'a.id',
      eb
        .selectFrom('accounts')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('accounts.tenantId', '=', 'a.tenantId')
        .whereRef('accounts.applicationId', '=', 'a.id')
        .where('accounts.endedAt', 'is', null)
        .as('accounts'),
    ])
    .where('a.tenantId', '=', work.base.tenantId)
    .where('a.id', 'in', ids)
    .execute()
  for (const { id, accounts } of counts) {
    const belongings = found.get(id)
    if (belongings) belongings.accounts = accounts ?? 0
  }
  return found
}

export async function insertApplication(
  work: Work,
  application: ApplicationSettings & {
    id: ApplicationId
    clientId: string
    nameKey: string
    kind: Application['kind']
  },
): Promise<void> {
  await work.db
    .insertInto('applications')
    .values({ ...application, tenantId: work.base.tenantId, createdAt: work.now, updatedAt: work.now })
    .executeTakeFirstOrThrow()
}

export async function updateRow(
  work: Work,
  id: ApplicationId,
  settings: ApplicationSettings & { nameKey: string },
): Promise<void> {
  await work.db
    .updateTable('applications')
    .set((eb) => ({ ...settings, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

export async function deleteRow(work: Work, id: ApplicationId, clientId: string): Promise<void> {
  await work.db
    .deleteFrom('oidcItems')
    .where('tenantId', '=', work.base.tenantId)
    .where('clientId', '=', clientId)
    .execute()
  // Secrets and accounts go with it by their foreign keys.
  await work.db
    .deleteFrom('applications')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

export async function insertSecret(
  work: Work,
  secret: {
    id: string
    applicationId: ApplicationId
    secretHash: Uint8Array
    hint: string
    purpose: 'client' | 'test'
    expiresAt: Date | null
  },
): Promise<void> {
  await work.db
    .insertInto('applicationSecrets')
    .values({ ...secret, tenantId: work.base.tenantId, createdAt: work.now })
    .executeTakeFirstOrThrow()
}

/** Those that have no end yet get one; test secrets are left alone. */
export async function endSecrets(work: Work, applicationId: ApplicationId, at: Date): Promise<void> {
  await work.db
    .updateTable('applicationSecrets')
    .set({ expiresAt: at })
    .where('tenantId', '=', work.base.tenantId)
    .where('applicationId', '=', applicationId)
    .where('purpose', '=', 'client')
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', at)]))
    .execute()
}

export async function deleteTestSecrets(work: Work, applicationId: ApplicationId): Promise<void> {
  await work.db
    .deleteFrom('applicationSecrets')
    .where('tenantId', '=', work.base.tenantId)
    .where('applicationId', '=', applicationId)
    .where('purpose', '=', 'test')
    .execute()
}

export async function liveSecretHashes(work: Work, applicationId: ApplicationId): Promise<Buffer[]> {
  const rows = await work.db
    .selectFrom('applicationSecrets')
    .select('secretHash')
    .where('tenantId', '=', work.base.tenantId)
    .where('applicationId', '=', applicationId)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', work.now)]))
    .execute()
  return rows.map((row) => row.secretHash)
}

/** An application with the end of the test sign-in that runs in it, if one does. */
export async function findWithTest(work: Work, by: { clientId: string } | { id: ApplicationId }) {
  const row = await work.db
    .selectFrom('applications')
    .select((eb) => [
      ...columns,
      eb
        .selectFrom('applicationSecrets as s')
        .select((inner) => inner.fn.max('s.expiresAt').as('until'))
        .whereRef('s.tenantId', '=', 'applications.tenantId')
        .whereRef('s.applicationId', '=', 'applications.id')
        .where('s.purpose', '=', 'test')
        .where('s.expiresAt', '>', work.now)
        .as('testUntil'),
    ])
    .where('tenantId', '=', work.base.tenantId)
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb('clientId', '=', by.clientId)))
    .executeTakeFirst()
  return row && { ...row, approvalDigits: digits(row.approvalDigits) }
}
