import pg from 'pg'
import type { UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { cpuMs, databaseCpuMs } from './cpu.ts'
import { type Figure, quantiles } from './figure.ts'
import { createCaller, expectStatus } from './http.ts'
import { giveSessions } from './seed.ts'
import type { World } from './world.ts'

const sessionsEach = 20
/** What an application holds under a session: an access token and a refresh token. */
const itemsEach = 2

/** People with 20 sessions, two tokens under each, are deactivated one after the other; every one of their sessions is tried afterwards. */
export async function measureDeactivation(world: World): Promise<Figure[]> {
  const count = world.quick ? 60 : 300
  const caller = createCaller(world.tenancy.baseUrl, 16)
  const people = await pickPeople(world, count * 2)
  // Counted from now on as proved: it is a risky operation.
  await world.client.query(
    'update sessions set proved_at = now(), last_active_at = now() where user_id = $1',
    [world.owner.userId],
  )
  const took: number[] = []
  const bareTook: number[] = []
  await using bare = await openBare(world)
  let valid = 0
  const spent = { server: 0, database: 0 }
  for (let turn = 0; turn < count; turn++) {
    const [userId, other] = [people[turn * 2], people[turn * 2 + 1]]
    if (!userId || !other) throw new Error('too few people')
    const tokens = await prepare(world, userId)
    await prepare(world, other)
    const before = await spentUntilNow(world)
    let from = performance.now()
    expectStatus(
      await caller.call('PUT', `/api/v1/users/${userId}/deactivation`, {
        cookie: world.owner.cookie,
        headers: { 'content-type': 'application/json', origin: world.tenancy.baseUrl },
        body: JSON.stringify({ kind: 'suspension' }),
      }),
      200,
    )
    took.push(performance.now() - from)
    const after = await spentUntilNow(world)
    spent.server += after.server - before.server
    spent.database += after.database - before.database
    const answers = await Promise.all(
      tokens.map((token) => caller.call('GET', '/api/v1/me', { cookie: `${world.cookieName}=${token}` })),
    )
    valid += answers.filter(({ status }) => status !== 401).length
    from = performance.now()
    await bare.deactivate(other)
    bareTook.push(performance.now() - from)
  }
  await caller.close()
  if (valid > 0) throw new Error(`${valid} sessions of deactivated people were still good`)
  const each = (ms: number) => (ms / count).toFixed(1)
  console.log(
    `user.deactivate: processor time for each, server ${each(spent.server)} ms, database ${each(spent.database)} ms`,
  )
  // The first few warm up.
  const ours = quantiles(took.slice(5))
  const bareTimes = quantiles(bareTook.slice(5))
  return [
    {
      name: 'user.deactivate',
      value: ours.p99Ms,
      unit: 'ms (p99)',
      p50Ms: ours.p50Ms,
      p95Ms: ours.p95Ms,
      p99Ms: ours.p99Ms,
      bare: bareTimes.p99Ms,
      ratio: ours.p99Ms / bareTimes.p99Ms,
      budget: 'p99 ≤ 15 ms; no session valid afterwards',
    },
  ]
}

async function spentUntilNow(world: World): Promise<{ server: number; database: number }> {
  return { server: await cpuMs(world.server.process.pid), database: await databaseCpuMs(world) }
}

async function pickPeople({ client, tenancy }: World, count: number): Promise<UserId[]> {
  const { rows } = await client.query<{ id: UserId }>(
    `select id from users where tenant_id = $1 and status = 'active' and role = 'user' order by id desc limit $2`,
    [tenancy.tenantId, count],
  )
  return rows.map(({ id }) => id)
}

async function prepare({ client, tenancy }: World, userId: UserId): Promise<string[]> {
  const tokens = await giveSessions(client, tenancy.tenantId, userId, sessionsEach)
  await client.query(
    `insert into oidc_items (tenant_id, model, id, session_id, user_id, payload, expires_at)
     select tenant_id, 'AccessToken', sha256((id::text || n)::bytea), id, user_id, '{}', now() + interval '10 minutes'
     from sessions, generate_series(1, ${itemsEach}) n where tenant_id = $1 and user_id = $2`,
    [tenancy.tenantId, userId],
  )
  return tokens
}

/** The bare limit: the same rows changed and written in one transaction, over one connection, by somebody who checks nothing. */
async function openBare({ databaseUrl, tenancy }: World) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { tenantId } = tenancy
  return {
    async deactivate(userId: UserId) {
      await client.query('begin')
      await client.query({
        name: 'user',
        text: `update users set status = 'deactivated', status_before = status, deactivated_at = now(), deactivation_kind = 'suspension',
          version = version + 1 where tenant_id = $1 and id = $2`,
        values: [tenantId, userId],
      })
      await client.query({
        name: 'sessions',
        text: `update sessions set ended_at = now(), ended_why = 'deactivated' where tenant_id = $1 and user_id = $2 and ended_at is null`,
        values: [tenantId, userId],
      })
      await client.query({
        name: 'items',
        text: `delete from oidc_items where tenant_id = $1 and user_id = $2`,
        values: [tenantId, userId],
      })
      await client.query({
        name: 'events',
        text: `insert into audit_events (tenant_id, id, at, type, user_id, actor_kind, data)
          select $1, id, now(), 'user.session.revoked', $2, 'system', '{}' from unnest($3::uuid[]) id`,
        values: [tenantId, userId, Array.from({ length: sessionsEach + 1 }, () => newId())],
      })
      await client.query('commit')
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}
