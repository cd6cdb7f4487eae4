import type pg from 'pg'
import type { ApplicationId, TenantId, UserId } from '#contract/ids.ts'
import { createDice, people } from '#domain/sample/people.ts'
import { emailKey } from '#domain/users/email-key.ts'
import { personWords } from '#domain/users/search/person-words.ts'
import { quoteLexeme } from '#domain/users/search/quote-lexeme.ts'
import { searchKeys } from '#domain/users/search-keys.ts'
import { newId } from '#platform/id.ts'

/** What the n-th session of the population is opened with. */
export const sessionToken = (n: number) => `a-session-of-the-bench-${n}`

const batch = 5000
const day = 86_400_000
/** The organisation is as old as that: people came evenly over the time. */
const years = 3

interface Row {
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly mobile: string | null
  readonly adminRole: string | null
  readonly status: 'invited' | 'active' | 'deactivated'
  readonly createdAt: Date
  readonly lastSignInAt: Date | null
  readonly hasPassword: boolean
  readonly requireReset: boolean
  readonly hasDevice: boolean
  readonly isLinked: boolean
}

/**
 * Fills the tenant with `count` people, their accounts, phones and sessions, by a superuser's connection. Keys are derived by the
 * functions that the product derives them with; indices are made after the load, as an import into an empty installation does.
 */
export async function seed(
  client: pg.Client,
  {
    tenantId,
    applicationId,
    count,
    sessions,
  }: {
    tenantId: TenantId
    applicationId: ApplicationId
    count: number
    sessions: number
  },
): Promise<void> {
  const { rows: indices } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename in ('users', 'user_words') and indexname not in ('users_pkey', 'user_words_pkey')`,
  )
  // What the triggers would write one by one is written here at once.
  for (const table of ['users', 'devices']) await client.query(`alter table ${table} disable trigger user`)
  for (const { name } of indices) await client.query(`drop index ${name}`)
  for (const rows of batches(count)) await insertUsers(client, tenantId, rows)
  await client.query(`set maintenance_work_mem = '512MB'`)
  for (const { definition } of indices) await client.query(definition)
  await client.query('vacuum (analyze) users, user_words')
  await addAround(client, tenantId, applicationId)
  for (const table of ['users', 'devices']) await client.query(`alter table ${table} enable trigger user`)
  await addSessions(client, tenantId, sessions)
  await client.query('vacuum (analyze)')
  await client.query('checkpoint')
}

function* batches(count: number): Generator<Row[]> {
  const dice = createDice(7)
  const now = Date.now()
  let rows: Row[] = []
  let index = 0
  for (const person of people(count)) {
    const createdAt = new Date(now - years * 365 * day + Math.floor((index++ / count) * years * 365 * day))
    const roll = dice()
    const status = roll < 0.05 ? 'invited' : roll < 0.07 ? 'deactivated' : 'active'
    const signsIn = status === 'active' ? dice() < 0.92 : status === 'deactivated' && dice() < 0.7
    // Most people were here in the last days, some a long time ago.
    const since = Math.max(createdAt.getTime(), now - dice() ** 3 * 400 * day)
    rows.push({
      ...person,
      id: newId(createdAt),
      adminRole: dice() < 0.002 ? (dice() < 0.5 ? 'help-desk' : 'auditor') : null,
      status,
      createdAt,
      lastSignInAt: signsIn ? new Date(since) : null,
      hasPassword: dice() < 0.3,
      requireReset: dice() < 0.003,
      hasDevice: status === 'active' && dice() < 0.2,
      isLinked: dice() < 0.1,
    })
    if (rows.length === batch) {
      yield rows
      rows = []
    }
  }
  if (rows.length > 0) yield rows
}

async function insertUsers(client: pg.Client, tenantId: TenantId, rows: readonly Row[]): Promise<void> {
  const column = <T>(read: (row: Row) => T) => rows.map(read)
  const ended = (row: Row) => row.status === 'deactivated'
  const keys = new Map(rows.map((row) => [row, searchKeys(row)]))
  await client.query({
    name: 'insert-users',
    text: `insert into users (tenant_id, id, first_name, last_name, name, name_key, rname_key, email, email_key, email_verified,
        mobile, mobile_key, role, admin_role, status, deactivated_at, deactivation_kind, status_before, created_at, updated_at,
        last_sign_in_at, has_password, require_password_reset, active_devices, provider_links)
      select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::boolean[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::timestamptz[], $17::text[],
        $18::text[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[], $22::boolean[], $23::boolean[],
        $24::integer[], $25::integer[])`,
    values: [
      tenantId,
      column((row) => row.id),
      column((row) => row.firstName),
      column((row) => row.lastName),
      column((row) => `${row.firstName} ${row.lastName}`),
      column((row) => keys.get(row)?.nameKey),
      column((row) => keys.get(row)?.rnameKey),
      column((row) => row.email),
      column((row) => emailKey(row.email)),
      column((row) => row.status !== 'invited'),
      column((row) => row.mobile),
      column((row) => keys.get(row)?.mobileKey),
      column((row) => (row.adminRole ? 'admin' : 'user')),
      column((row) => row.adminRole),
      column((row) => row.status),
      column((row) => (ended(row) ? row.createdAt : null)),
      column((row) => (ended(row) ? 'suspension' : null)),
      column((row) => (ended(row) ? 'active' : null)),
      column((row) => row.createdAt),
      column((row) => row.createdAt),
      column((row) => row.lastSignInAt),
      column((row) => row.hasPassword),
      column((row) => row.requireReset),
      column((row) => (row.hasDevice ? 1 : 0)),
      column((row) => (row.isLinked ? 1 : 0)),
    ],
  })
  await client.query({
    name: 'insert-words',
    text: `insert into user_words (tenant_id, user_id, words)
      select u.tenant_id, u.id, n.words::tsvector || array_to_tsvector(user_facets(u))
      from unnest($2::uuid[], $3::text[]) n (id, words) join users u on u.tenant_id = $1 and u.id = n.id`,
    values: [tenantId, column((row) => row.id), column((row) => personWords(row).map(quoteLexeme).join(' '))],
  })
}

/** Some have an account and a phone: what the list counts. */
async function addAround(client: pg.Client, tenantId: TenantId, applicationId: ApplicationId): Promise<void> {
  const some = 'from users where tenant_id = $1 and active_devices = 1'
  await client.query(
    `insert into accounts (tenant_id, id, user_id, application_id, subject, status, created_at, activated_at)
     select tenant_id, gen_random_uuid(), id, $2, id::text, 'active', created_at, created_at ${some}`,
    [tenantId, applicationId],
  )
  await client.query(
    `insert into devices (tenant_id, id, user_id, jkt, public_jwk, did, state, name, platform, push_state, pin_mac, enrolled_at,
       last_active_at)
     select tenant_id, gen_random_uuid(), id, id::text, '{}', 'did:key:none', 'active', 'Phone', 'android', 'none', '\\x00',
       created_at, created_at ${some}`,
    [tenantId],
  )
}

/** Sessions that hold and were active a moment ago, of as many people; the first are the administrators'. */
async function addSessions(client: pg.Client, tenantId: TenantId, count: number): Promise<void> {
  await client.query(
    `insert into sessions (tenant_id, id, user_id, token_hash, issuer, ip, user_agent, amr, acr, started_at, last_active_at,
       proved_at, expires_at, idle_seconds)
     select $1, gen_random_uuid(), id, sha256(('${sessionToken(0).slice(0, -1)}' || row_number() over () - 1)::bytea), 'bench',
       '203.0.113.1', 'bench', '{swk,mfa}', 'urn:latchkey:phone', now(), now(), now(), now() + interval '12 hours', 43200
     from (select id from users where tenant_id = $1 and status = 'active' and admin_role is distinct from 'owner'
       order by role, id limit $2) u`,
    [tenantId, count],
  )
}

/** Gives a user `count` sessions of their own and answers their tokens. */
export async function giveSessions(
  client: pg.Client,
  tenantId: TenantId,
  userId: UserId,
  count: number,
): Promise<string[]> {
  const tokens = Array.from({ length: count }, (_, n) => `${userId}-${n}`)
  await client.query(
    `insert into sessions (tenant_id, id, user_id, token_hash, issuer, ip, user_agent, amr, acr, started_at, last_active_at,
       proved_at, expires_at, idle_seconds)
     select $1, gen_random_uuid(), $2, sha256(token::bytea), 'bench', '203.0.113.1', 'bench', '{swk,mfa}', 'urn:latchkey:phone',
       now(), now(), now(), now() + interval '12 hours', 43200 from unnest($3::text[]) token`,
    [tenantId, userId, tokens],
  )
  return tokens
}
