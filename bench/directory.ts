import { type UserQuery, type UserStatus, userSorts } from '#contract/users.ts'
import { createDice } from '#domain/sample/people.ts'
import { alternate } from './alternate.ts'
import { startBare } from './bare/start-bare.ts'
import { closedLoop, type Figure, quantiles } from './figure.ts'
import { createCaller, expectStatus } from './http.ts'
import type { World } from './world.ts'

interface Combination {
  readonly name: string
  readonly query: Partial<UserQuery>
}

type Filter = { status?: [UserStatus]; role?: 'admin' | 'user' }
const filters: readonly Filter[] = [
  {},
  { status: ['active'] },
  { status: ['invited'] },
  { status: ['deactivated'] },
  { role: 'admin' },
  { role: 'user' },
]

/** Any order, either way round, with any one filter. */
const combinations: readonly Combination[] = userSorts.flatMap((sort) =>
  [false, true].flatMap((reverse) =>
    filters.map((filter) => ({
      name: `${sort}${reverse ? ' reversed' : ''}, ${Object.values(filter).flat().join() || 'all'}`,
      query: { sort, reverse, ...filter },
    })),
  ),
)

/** Pages of 25. Milliseconds are those of the slowest combination with one caller, pages a second are of all combinations. */
export async function measureDirectory(world: World): Promise<Figure[]> {
  const deep = new Map<Combination, readonly string[]>()
  for (const combination of combinations) deep.set(combination, await cursorsOf(world, combination))
  const budget = 'p99 ≤ 10 ms alone; ≥ 1000 pages/s at 16 callers; deep = first'
  return [
    {
      ...(await measure(world, 'directory.first-page', ({ query }) => query)),
      budget,
    },
    {
      ...(await measure(world, 'directory.deep-page', (combination, turn) => {
        const cursors = deep.get(combination) ?? []
        return { ...combination.query, after: cursors[turn % cursors.length] }
      })),
      budget,
    },
  ]
}

async function measure(
  world: World,
  name: string,
  queryOf: (combination: Combination, turn: number) => object,
): Promise<Figure> {
  const caller = createCaller(world.tenancy.baseUrl, 16)
  let asked = 0
  let empty = 0
  const ask = async (combination: Combination, turn: number) => {
    const answer = await caller.call('POST', '/api/v1/users/search', {
      cookie: world.owner.cookie,
      headers: { 'content-type': 'application/json', origin: world.tenancy.baseUrl },
      body: JSON.stringify(queryOf(combination, turn)),
    })
    expectStatus(answer, 200)
    asked += 1
    // Behind the last row of a list there is nothing; now and then a position is that.
    if (!answer.text.includes('"email"')) empty += 1
  }
  const at = (turn: number) => combinations[turn % combinations.length] ?? { name: '', query: {} }

  const each = world.quick ? 30 : 120
  for (const combination of combinations) await ask(combination, 0)
  const took = new Map<Combination, number[]>()
  // In turns, so that a moment of noise does not fall upon one combination alone.
  for (let turn = 0; turn < each * combinations.length; turn++) {
    const combination = at(turn)
    const from = performance.now()
    await ask(combination, turn)
    const times = took.get(combination) ?? []
    times.push(performance.now() - from)
    took.set(combination, times)
  }
  const ranked = [...took]
    .map(([combination, times]) => ({ combination, ...quantiles(times) }))
    .sort((a, b) => b.p99Ms - a.p99Ms)
  const slowest = ranked[0]
  if (!slowest) throw new Error('nothing was measured')
  const all = quantiles([...took.values()].flat())
  const shown = ranked
    .slice(0, 5)
    .map((one) => `${one.combination.name} ${one.p50Ms.toFixed(1)}/${one.p99Ms.toFixed(1)}`)
  console.log(
    `${name}: all ${all.p50Ms.toFixed(2)}/${all.p99Ms.toFixed(2)} ms (p50/p99); slowest ${shown.join('; ')}`,
  )

  await using bareServer = await startBare('http-server', world.databaseUrl, world.tenancy.tenantId)
  const bareCaller = createCaller(bareServer.origin, 16)
  const count = world.quick ? 1000 : 4000
  const { ours, bare } = await alternate(
    name,
    3,
    { pid: world.server.process.pid, run: () => closedLoop(16, count, (turn) => ask(at(turn), turn)) },
    {
      pid: bareServer.process.pid,
      run: () => closedLoop(16, count, async () => expectStatus(await bareCaller.call('GET', '/page'), 200)),
    },
  )
  await Promise.all([caller.close(), bareCaller.close()])
  if (empty > asked / 50) throw new Error(`${empty} of ${asked} pages were empty`)
  return {
    name,
    value: ours.perSecond,
    unit: 'pages/s at 16 callers',
    p50Ms: slowest.p50Ms,
    p95Ms: slowest.p95Ms,
    p99Ms: slowest.p99Ms,
    perSecond: ours.perSecond,
    bare: bare.perSecond,
    ratio: ours.perSecond / bare.perSecond,
  }
}

interface Position {
  id: string
  createdAt: Date
  lastSignInAt: Date | null
  nameKey: string
  emailKey: string
  role: 'admin' | 'user'
}

/** How many positions in each list are gone to. */
const positions = 20

/**
 * Cursors at random places of the whole list: that of the first page, with the keys of another row. To page there would take ten
 * thousands of requests for each combination.
 */
async function cursorsOf(world: World, { query }: Combination): Promise<string[]> {
  const caller = createCaller(world.tenancy.baseUrl, 1)
  const answer = await caller.call('POST', '/api/v1/users/search', {
    cookie: world.owner.cookie,
    headers: { 'content-type': 'application/json', origin: world.tenancy.baseUrl },
    body: JSON.stringify(query),
  })
  await caller.close()
  const first = JSON.parse(expectStatus(answer, 200).text) as { next: string }
  const cursor = JSON.parse(Buffer.from(first.next, 'base64url').toString()) as object
  return (await pickRows(world, query)).map((row) => {
    const { at, keys } = placeOf(row, query)
    return Buffer.from(JSON.stringify({ ...cursor, s: at, k: keys })).toString('base64url')
  })
}

const picked = new Map<string, Position[]>()

async function pickRows(
  { client, tenancy }: World,
  { status, role }: Partial<UserQuery>,
): Promise<Position[]> {
  const key = `${status} ${role}`
  const known = picked.get(key)
  if (known) return known
  const { rows } = await client.query<Position>(
    `select id, created_at as "createdAt", last_sign_in_at as "lastSignInAt", name_key as "nameKey", email_key as "emailKey", role
     from users where tenant_id = $1 and ($2::text is null or status = $2) and ($3::text is null or role = $3)
     order by hashtext(id::text) limit $4`,
    [tenancy.tenantId, status?.[0] ?? null, role ?? null, positions * 3],
  )
  const dice = createDice(3)
  const some = rows.sort(() => dice() - 0.5).slice(0, positions)
  picked.set(key, some)
  return some
}

/** Which stretch of the order a row is in, and its keys there; as the list's own cursors say it. */
function placeOf(row: Position, { sort, reverse, role }: Partial<UserQuery>): { at: number; keys: string[] } {
  switch (sort) {
    case 'name':
      return { at: 0, keys: [row.nameKey, row.id] }
    case 'email':
      return { at: 0, keys: [row.emailKey] }
    case 'lastSignIn': {
      const never = row.lastSignInAt === null
      const keys = row.lastSignInAt ? [row.lastSignInAt.toISOString(), row.id] : [row.id]
      return { at: never === Boolean(reverse) ? 0 : 1, keys }
    }
    case 'role': {
      const isLater = role ? false : (row.role === 'user') !== Boolean(reverse)
      return { at: isLater ? 1 : 0, keys: [row.createdAt.toISOString(), row.id] }
    }
    default:
      return { at: 0, keys: [row.createdAt.toISOString(), row.id] }
  }
}
