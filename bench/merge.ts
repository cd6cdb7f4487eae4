import pg from 'pg'
import type { UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { type Figure, quantiles } from './figure.ts'
import { createCaller, expectStatus } from './http.ts'
import { giveSessions } from './seed.ts'
import type { World } from './world.ts'

const eventsEach = 100_000
const sessionsEach = 20

interface Person {
  readonly id: UserId
  readonly email: string
}

/** People with 100,000 events each are merged into others, one after the other; and everybody is looked through for likely duplicates. */
export async function measureMerge(world: World): Promise<Figure[]> {
  const count = world.quick ? 6 : 20
  const caller = createCaller(world.tenancy.baseUrl, 4)
  const { rows: people } = await world.client.query<Person>(
    `select id, email from users where tenant_id = $1 and status = 'active' and role = 'user' order by id limit $2`,
    [world.tenancy.tenantId, count * 4],
  )
  await using bare = await openBare(world)
  const took: number[] = []
  const bareTook: number[] = []
  const call = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const answer = await caller.call(method, `/api/v1${path}`, {
      cookie: world.owner.cookie,
      headers: { 'content-type': 'application/json', origin: world.tenancy.baseUrl },
      ...(body && { body: JSON.stringify(body) }),
    })
    return expectStatus(answer, 200)
  }
  for (let turn = 0; turn < count; turn++) {
    const [source, target, bareSource, bareTarget] = people.slice(turn * 4, turn * 4 + 4)
    if (!source || !target || !bareSource || !bareTarget) throw new Error('too few people')
    await prepare(world, source.id)
    await prepare(world, bareSource.id)
    // Counted from now on as proved: it is a risky operation.
    await world.client.query(
      'update sessions set proved_at = now(), last_active_at = now() where user_id = $1',
      [world.owner.userId],
    )
    const previewed = await call('POST', `/users/${source.id}/merge-preview`, { targetId: target.id })
    const { stamp } = JSON.parse(previewed.text) as { stamp: string }
    let from = performance.now()
    await call('POST', `/users/${source.id}/merge`, {
      targetId: target.id,
      stamp,
      confirmation: source.email,
    })
    took.push(performance.now() - from)
    const events = await call('GET', `/users/${target.id}/events`)
    if (!events.text.includes(source.id)) throw new Error('the events of the merged record are not listed')
    from = performance.now()
    await bare.merge(bareSource.id, bareTarget.id)
    bareTook.push(performance.now() - from)
  }
  const looked: number[] = []
  for (let turn = 0; turn < (world.quick ? 3 : 8); turn++) {
    const from = performance.now()
    await call('GET', '/duplicates')
    looked.push(performance.now() - from)
  }
  await caller.close()
  // The first few warm up.
  const ours = quantiles(took.slice(2))
  const bareTimes = quantiles(bareTook.slice(2))
  const duplicates = quantiles(looked.slice(1))
  return [
    {
      name: 'user.merge',
      value: ours.p99Ms,
      unit: 'ms (p99)',
      p50Ms: ours.p50Ms,
      p95Ms: ours.p95Ms,
      p99Ms: ours.p99Ms,
      bare: bareTimes.p99Ms,
      ratio: ours.p99Ms / bareTimes.p99Ms,
      budget: 'of a person with 100,000 events ≤ 50 ms',
    },
    {
      name: 'user.duplicates',
      value: duplicates.p95Ms,
      unit: 'ms (p95)',
      p50Ms: duplicates.p50Ms,
      p95Ms: duplicates.p95Ms,
    },
  ]
}

async function prepare({ client, tenancy }: World, userId: UserId): Promise<void> {
  await giveSessions(client, tenancy.tenantId, userId, sessionsEach)
  await client.query(
    `insert into oidc_items (tenant_id, model, id, session_id, user_id, payload, expires_at)
     select tenant_id, 'AccessToken', sha256(id::text::bytea), id, user_id, '{}', now() + interval '10 minutes'
     from sessions where tenant_id = $1 and user_id = $2`,
    [tenancy.tenantId, userId],
  )
  await client.query(
    `insert into audit_events (tenant_id, id, at, type, user_id, actor_kind, data)
     select $1, gen_random_uuid(), now() - n * interval '1 second', 'session.created', $2, 'system', '{}'
     from generate_series(1, $3::int) n`,
    [tenancy.tenantId, userId, eventsEach],
  )
}

/** The bare limit: the same rows changed in one transaction, over one connection, by somebody who checks nothing. */
async function openBare({ databaseUrl, tenancy }: World) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { tenantId } = tenancy
  const tables = [
    'sessions',
    'accounts',
    'devices',
    'approval_requests',
    'claims',
    'oidc_items',
    'provider_links',
  ]
  return {
    async merge(sourceId: UserId, targetId: UserId) {
      await client.query('begin')
      for (const table of tables) {
        await client.query({
          name: table,
          text: `update ${table} set user_id = $3 where tenant_id = $1 and user_id = $2${
            table === 'accounts'
              ? ' and application_id not in (select application_id from accounts where tenant_id = $1 and user_id = $3)'
              : ''
          }`,
          values: [tenantId, sourceId, targetId],
        })
      }
      for (const table of ['accounts', 'known_browsers']) {
        await client.query({
          name: `delete-${table}`,
          text: `delete from ${table} where tenant_id = $1 and user_id = $2`,
          values: [tenantId, sourceId],
        })
      }
      await client.query({
        name: 'user',
        text: 'delete from users where tenant_id = $1 and id = $2',
        values: [tenantId, sourceId],
      })
      await client.query({
        name: 'tombstone',
        text: `insert into user_tombstones (tenant_id, user_id, why, survivor_id, at) values ($1, $2, 'merged', $3, now())`,
        values: [tenantId, sourceId, targetId],
      })
      await client.query({
        name: 'event',
        text: `insert into audit_events (tenant_id, id, at, type, user_id, actor_kind, data)
          values ($1, $3, now(), 'user.merged', $2, 'system', '{}')`,
        values: [tenantId, targetId, newId()],
      })
      await client.query('commit')
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}
