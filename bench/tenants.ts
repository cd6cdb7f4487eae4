import { generateSigningKeys } from '#domain/signing-keys/generate-signing-key.ts'
import { createTenant } from '#domain/tenants/create-tenant.ts'
import { alternate } from './alternate.ts'
import { startBare } from './bare/start-bare.ts'
import { closedLoop, type Figure } from './figure.ts'
import { createCaller, expectStatus } from './http.ts'
import { openLoop } from './open-loop.ts'
import { sessionToken } from './seed.ts'
import { addressOf, openSignInPage } from './sign-in-page.ts'
import type { World } from './world.ts'

const tenants = 1000

/**
 * `tenants.thousand`: strangers open the sign-in pages of 1,000 organisations in rotation. The closed loop says how many a second there can
 * be at most; the figure is what they wait at half of that, come what may.
 */
export async function measureTenants(world: World): Promise<Figure[]> {
  const { tenancy } = world
  const slugs = await addTenants(world)
  const callers = 16
  const caller = createCaller(tenancy.baseUrl, 64)
  const open = (turn: number) =>
    openSignInPage(caller, { path: `/t/${slugs[turn % slugs.length]}`, ip: addressOf(turn) })
  // Everybody's first request finds their organisation.
  await closedLoop(callers, tenants, open)

  await using bareServer = await startBare('http-server', world.databaseUrl, tenancy.tenantId)
  const bareCaller = createCaller(bareServer.origin, callers)
  const cookie = `${world.cookieName}=${sessionToken(0)}`
  const count = world.quick ? 1000 : 5000
  const { ours, bare } = await alternate(
    'tenants.thousand',
    3,
    { pid: world.server.process.pid, run: () => closedLoop(callers, count, open) },
    {
      pid: bareServer.process.pid,
      // Two requests make a page.
      run: () =>
        closedLoop(callers, count, async () => {
          for (let turn = 0; turn < 2; turn++)
            expectStatus(await bareCaller.call('GET', '/session', { cookie }), 200)
        }),
    },
  )
  const half = await openLoop(ours.perSecond / 2, count, open)
  await Promise.all([caller.close(), bareCaller.close()])
  return [
    {
      name: 'tenants.thousand',
      value: half.p99Ms,
      unit: 'ms p99 of a sign-in page at half of the maximum',
      p50Ms: half.p50Ms,
      p95Ms: half.p95Ms,
      p99Ms: half.p99Ms,
      perSecond: half.perSecond,
      budget: '≤ 100 ms',
    },
    {
      name: 'tenants.thousand.maximum',
      value: ours.perSecond,
      unit: 'sign-in pages/s at 16 callers',
      p50Ms: ours.p50Ms,
      p95Ms: ours.p95Ms,
      p99Ms: ours.p99Ms,
      perSecond: ours.perSecond,
      bare: bare.perSecond,
      ratio: ours.perSecond / bare.perSecond,
    },
  ]
}

async function addTenants({ ground, tenancy }: World): Promise<string[]> {
  // One pair serves them all: nobody signs in here.
  const keys = await generateSigningKeys()
  const addresses = { url: tenancy.baseUrl, appUrl: tenancy.appUrl }
  const slugs = Array.from({ length: tenants }, (_, n) => `organisation-${n}`)
  for (const slug of slugs) await createTenant(ground, { slug, name: slug, first: false, addresses, keys })
  return slugs
}
