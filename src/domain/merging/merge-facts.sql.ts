import { type RawBuilder, sql } from 'kysely'
import type {
  AccountId,
  ApplicationId,
  DeviceId,
  LinkId,
  PasskeyId,
  ProviderId,
  SessionId,
  UserId,
} from '#contract/ids.ts'
import type { Work } from '../work.ts'

/**
 * Holds every active owner and then both records, each in the order of their ids: as whoever demotes or deactivates somebody does, so
 * that two merges of the same people, either way round, queue and do not deadlock.
 *
 * @returns the active owners
 */
export async function lockOwnersAndBoth(work: Work, ids: readonly [UserId, UserId]): Promise<UserId[]> {
  const owners = await ownersQuery(work).forUpdate().execute()
  await work.db
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  return owners.map((owner) => owner.id)
}

export async function activeOwners(work: Work): Promise<UserId[]> {
  const owners = await ownersQuery(work).execute()
  return owners.map((owner) => owner.id)
}

const ownersQuery = (work: Work) =>
  work.db
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('adminRole', '=', 'owner')
    .where('status', '=', 'active')
    .orderBy('id')

/** What the source has, and whatever of the target it could clash with. */
export interface Holdings {
  readonly sameIdentity: boolean
  readonly sessions: readonly { id: SessionId; alive: boolean }[]
  readonly devices: readonly { id: DeviceId; name: string }[]
  readonly passkeys: readonly { id: PasskeyId; name: string }[]
  readonly links: readonly {
    id: LinkId
    providerId: ProviderId
    provider: string
    email: string | null
  }[]
  /** Confirmed addresses that another person may not have. */
  readonly addresses: readonly { email: string; emailKey: string }[]
  readonly accounts: readonly {
    id: AccountId
    applicationId: ApplicationId
    applicationName: string
    clientId: string
    subject: string
    /** The subject of the target's account in the same application; null where it has none. */
    kept: string | null
    /** The id of that account. */
    keptId: AccountId | null
    /** Whether the source was removed from the application, and whether the target was. */
    ended: boolean
    keptEnded: boolean
  }[]
  readonly password: { readonly source: 'none' | 'temporary' | 'own'; readonly target: boolean }
}

/** One statement each, all of the same instant where the records are held. */
export async function findHoldings(work: Work, sourceId: UserId, targetId: UserId): Promise<Holdings> {
  const { tenantId } = work.base
  const rowsOf = async <Row>(query: RawBuilder<Row>) => (await query.execute(work.db)).rows
  const [pair] = await rowsOf(sql<{
    sameIdentity: boolean
    sourceTemporary: boolean | null
    targetTemporary: boolean | null
  }>`
    select coalesce(s.identity_id = t.identity_id, false) as same_identity,
      sp.temporary as source_temporary, tp.temporary as target_temporary
    from users s
    join users t on t.tenant_id = s.tenant_id and t.id = ${targetId}
    left join passwords sp on sp.tenant_id = s.tenant_id and sp.user_id = s.id
    left join passwords tp on tp.tenant_id = t.tenant_id and tp.user_id = t.id
    where s.tenant_id = ${tenantId} and s.id = ${sourceId}`)
  const sessions = await rowsOf(sql<Holdings['sessions'][number]>`
    select id, expires_at > ${work.now} and last_active_at + idle_seconds * interval '1 second' > ${work.now} as alive
    from sessions
    where tenant_id = ${tenantId} and user_id = ${sourceId} and ended_at is null order by id`)
  const devices = await rowsOf(sql<Holdings['devices'][number]>`
    select id, name from devices
    where tenant_id = ${tenantId} and user_id = ${sourceId} and state <> 'removed' order by id`)
  const passkeys = await rowsOf(sql<Holdings['passkeys'][number]>`
    select id, name from passkeys
    where tenant_id = ${tenantId} and user_id = ${sourceId} order by created_at, id`)
  const links = await rowsOf(sql<Holdings['links'][number]>`
    select l.id, l.provider_id, p.name as provider, l.email
    from provider_links l join providers p on p.tenant_id = l.tenant_id and p.id = l.provider_id
    where l.tenant_id = ${tenantId} and l.user_id = ${sourceId} order by p.name_key, l.id`)
  const addresses = await rowsOf(sql<Holdings['addresses'][number]>`
    select email, email_key from users
    where tenant_id = ${tenantId} and id = ${sourceId} and email_verified
    union all
    select email, email_key from user_emails
    where tenant_id = ${tenantId} and user_id = ${sourceId}
    order by email_key`)
  const accounts = await rowsOf(sql<Holdings['accounts'][number]>`
    select s.id, s.application_id, a.name as application_name, a.client_id, s.subject, t.subject as kept, t.id as kept_id,
      s.ended_at is not null as ended, t.ended_at is not null as kept_ended
    from accounts s
    join applications a on a.tenant_id = s.tenant_id and a.id = s.application_id
    left join accounts t on t.tenant_id = s.tenant_id and t.user_id = ${targetId} and t.application_id = s.application_id
    where s.tenant_id = ${tenantId} and s.user_id = ${sourceId} order by a.name_key, s.id`)
  const { sameIdentity = false, sourceTemporary = null, targetTemporary = null } = pair ?? {}
  const source = sourceTemporary === null ? 'none' : sourceTemporary ? 'temporary' : 'own'
  const password = { source, target: targetTemporary !== null } as const
  return { sameIdentity, sessions, devices, passkeys, links, addresses, accounts, password }
}
