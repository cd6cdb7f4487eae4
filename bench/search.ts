import type { UserQuery } from '#contract/users.ts'
import { startBare } from './bare/start-bare.ts'
import { closedLoop, type Figure, quantiles, type Times } from './figure.ts'
import { createCaller, expectStatus } from './http.ts'
import type { World } from './world.ts'

type Asked = Partial<UserQuery>

const typed = (...all: string[]): Asked[] => all.map((q) => ({ q }))

/** What is typed, by how much of the directory it is about. */
const searches: Readonly<Record<string, readonly Asked[]>> = {
  'search.common': typed(
    'john',
    'smith',
    'maria',
    'anna',
    'acme',
    's',
    'jo',
    'mar',
    'john smith',
    'smith john',
    'john sm',
    'jo smi',
    'jsmith',
    'j smith',
    'anna müller',
    'acme.example',
    'josé garcía',
    'lee',
    'li',
  ),
  'search.rare': typed(
    'wałęsa',
    'szabo agnieszka',
    'mueller-luedenscheidt',
    'van der meer',
    'bjornstad',
    'nobody-at-all',
    'zzyzx',
    '王伟',
    '김민준',
    'osei bonsu',
    'guttenberg',
    '0170 0001',
    '+44 7700 000',
    'dvorak milan',
  ),
  'search.typo': typed(
    'jonh smtih',
    'micheal johson',
    'jhon williams',
    'elizabteh tayor',
    'garca maria',
    'schimdt',
    'andreson',
    'jsmtih',
    'muelelr',
    'fernadnez',
    'lindqvits astrid',
    'kowalksi',
  ),
  'search.filtered': [
    ...['john', 'smith', 'john smith', 'jonh smtih', 'jsmith', 'acme', 'mueller', 'ma'].flatMap(
      (q): Asked[] => [
        { q, role: 'admin' },
        { q, role: 'admin', signedIn: 'never' },
        { q, status: ['invited'] },
        { q, signedIn: '7d' },
        { q, hasPassword: true, status: ['active'] },
      ],
    ),
  ],
}

/**
 * Each thing typed, by one caller in turn with the others. The bare limit is a node server that looks one name up by its beginning, which
 * is what a search could cost at the least.
 */
export async function measureSearch(world: World): Promise<Figure[]> {
  const caller = createCaller(world.tenancy.baseUrl, 4)
  const ask = (asked: Asked) => askFor(world, caller, asked)
  await using bareServer = await startBare('http-server', world.databaseUrl, world.tenancy.tenantId)
  const bareCaller = createCaller(bareServer.origin, 4)
  const figures: Figure[] = []
  for (const [name, all] of Object.entries(searches)) {
    const rounds = world.quick ? 5 : 20
    for (const asked of all) await ask(asked)
    const took = new Map<Asked, number[]>()
    for (let round = 0; round < rounds; round++) {
      for (const asked of all) {
        const from = performance.now()
        await ask(asked)
        took.set(asked, [...(took.get(asked) ?? []), performance.now() - from])
      }
    }
    const bare = await closedLoop(1, rounds * 10, async () =>
      expectStatus(await bareCaller.call('GET', '/beginning'), 200),
    )
    const slowest = [...took]
      .map(([asked, times]) => ({ asked, ...quantiles(times) }))
      .sort((a, b) => b.p95Ms - a.p95Ms)
      .slice(0, 4)
      .map((one) => `${JSON.stringify(one.asked)} ${one.p50Ms.toFixed(1)}/${one.p95Ms.toFixed(1)}`)
    console.log(`${name}: slowest ${slowest.join('; ')}`)
    const all20 = name === 'search.typo' ? 'p95 ≤ 20 ms, p99 ≤ 50 ms' : 'p95 ≤ 20 ms'
    figures.push(figureOf(name, quantiles([...took.values()].flat()), bare, all20))
  }
  await Promise.all([caller.close(), bareCaller.close()])
  return figures
}

export async function askFor(
  world: World,
  caller: ReturnType<typeof createCaller>,
  asked: Asked,
): Promise<{ text: string }> {
  const answer = await caller.call('POST', '/api/v1/users/search', {
    cookie: world.owner.cookie,
    headers: { 'content-type': 'application/json', origin: world.tenancy.baseUrl },
    body: JSON.stringify(asked),
  })
  return expectStatus(answer, 200)
}

/** Of times: the value is the 95th percentile, the bare limit that of the bare server. */
export function figureOf(name: string, times: Omit<Times, 'perSecond'>, bare: Times, budget: string): Figure {
  const { p50Ms, p95Ms, p99Ms } = times
  const value = p95Ms
  return {
    name,
    value,
    unit: 'ms (p95)',
    p50Ms,
    p95Ms,
    p99Ms,
    bare: bare.p95Ms,
    ratio: p95Ms / bare.p95Ms,
    budget,
  }
}
