import type { UserQuery } from '#contract/users.ts'
import { startBare } from './bare/start-bare.ts'
import { closedLoop, type Figure, quantiles } from './figure.ts'
import { createCaller, expectStatus } from './http.ts'
import { askFor, figureOf } from './search.ts'
import type { World } from './world.ts'

type Narrowed = Partial<UserQuery>

/** By what people ask the directory for; rare, empty and contradictory ones among them. */
const filters: Readonly<Record<string, Narrowed>> = {
  'admins who never signed in': { role: 'admin', signedIn: 'never' },
  'auditors with a password': { adminRole: ['auditor'], hasPassword: true },
  'invited who signed in this week': { status: ['invited'], signedIn: '7d' },
  'invited with a verified address': { status: ['invited'], emailVerified: true },
  'active who never signed in': { status: ['active'], signedIn: 'never' },
  'deactivated with a phone': { status: ['deactivated'], device: ['one', 'several'] },
  'suspended with a password': { deactivationKind: ['suspension'], hasPassword: true },
  'locked out': { status: ['locked'] },
  'without a way in': { status: ['no-way-in'] },
  'to set a new password': { requiresReset: true, status: ['active'] },
  'linked, without a password, this month': { hasPassword: false, signedIn: '30d', device: ['one'] },
  'two kinds of status, not verified': { status: ['invited', 'deactivated'], emailVerified: false },
}
const sorts = ['created', 'name', 'email', 'lastSignIn', 'role'] as const

/** Sixty lists, first pages, by one caller in turn. The value is the slowest list's 95th percentile. */
export async function measureCombinations(world: World): Promise<Figure[]> {
  const combinations = Object.entries(filters).flatMap(([name, filter]) =>
    sorts.map((sort) => ({ name: `${name}, by ${sort}`, query: { ...filter, sort } })),
  )
  const caller = createCaller(world.tenancy.baseUrl, 4)
  const took = new Map<string, number[]>()
  for (const { query } of combinations) await askFor(world, caller, query)
  for (let round = 0; round < (world.quick ? 5 : 20); round++) {
    for (const { name, query } of combinations) {
      const from = performance.now()
      await askFor(world, caller, query)
      took.set(name, [...(took.get(name) ?? []), performance.now() - from])
    }
  }
  await using bareServer = await startBare('http-server', world.databaseUrl, world.tenancy.tenantId)
  const bareCaller = createCaller(bareServer.origin, 1)
  const bare = await closedLoop(1, 200, async () => expectStatus(await bareCaller.call('GET', '/page'), 200))
  await Promise.all([caller.close(), bareCaller.close()])
  const ranked = [...took]
    .map(([name, times]) => ({ name, ...quantiles(times) }))
    .sort((a, b) => b.p95Ms - a.p95Ms)
  const shown = ranked.slice(0, 5).map((one) => `${one.name} ${one.p50Ms.toFixed(1)}/${one.p95Ms.toFixed(1)}`)
  console.log(`directory.combinations: slowest ${shown.join('; ')}`)
  return [
    figureOf(
      'directory.combinations',
      quantiles([...took.values()].flat()),
      bare,
      'p95 ≤ 20 ms over all 60, none > 100 ms',
    ),
  ]
}
