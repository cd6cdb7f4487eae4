import { alternate } from './alternate.ts'
import { startBare } from './bare/start-bare.ts'
import { closedLoop, type Figure } from './figure.ts'
import { createCaller, expectStatus } from './http.ts'
import { sessionToken } from './seed.ts'
import type { World } from './world.ts'

/**
 * `session.check`: the check by itself, as the edge makes it for a browser that comes to sign in and is sent on, since it holds an
 * administrator's session. `session.me`: the smallest request of the API, which reads the person as well, in a unit of work.
 *
 * The sessions were active within the minute, so that their activity need not be noted.
 */
export async function measureSession(world: World): Promise<Figure[]> {
  await using bareServer = await startBare('http-server', world.databaseUrl, world.tenancy.tenantId)
  const callers = 16
  const inUse = await countAdministrators(world)
  const count = world.quick ? 3000 : 20_000
  const caller = createCaller(world.tenancy.baseUrl, callers)
  const bareCaller = createCaller(bareServer.origin, callers)
  const cookie = (turn: number) => `${world.cookieName}=${sessionToken(turn % inUse)}`
  await world.client.query('update sessions set last_active_at = now() where ended_at is null')

  const measure = (name: string, path: string, status: number) =>
    alternate(
      name,
      3,
      {
        pid: world.server.process.pid,
        run: () =>
          closedLoop(callers, count, async (turn) =>
            expectStatus(await caller.call('GET', path, { cookie: cookie(turn) }), status),
          ),
      },
      {
        pid: bareServer.process.pid,
        run: () =>
          closedLoop(callers, count, async (turn) =>
            expectStatus(await bareCaller.call('GET', '/session', { cookie: cookie(turn) }), 200),
          ),
      },
    )
  const figure = (name: string, { ours, bare }: Awaited<ReturnType<typeof measure>>): Figure => ({
    name,
    value: ours.perSecond,
    unit: 'requests/s at 16 callers',
    p50Ms: ours.p50Ms,
    p95Ms: ours.p95Ms,
    p99Ms: ours.p99Ms,
    perSecond: ours.perSecond,
    bare: bare.perSecond,
    ratio: ours.perSecond / bare.perSecond,
  })
  const check = figure('session.check', await measure('session.check', '/sign-in', 303))
  const me = figure('session.me', await measure('session.me', '/api/v1/me', 200))
  await Promise.all([caller.close(), bareCaller.close()])
  return [{ ...check, budget: '≥ 3500/s; ≥ 60 % of bare' }, me]
}

/** The population's first sessions are theirs. */
async function countAdministrators({ client, tenancy }: World): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from users where tenant_id = $1 and role = 'admin' and status = 'active' and email not like 'olivia@%'`,
    [tenancy.tenantId],
  )
  return rows[0]?.count ?? 0
}
