import { closedLoop, type Figure, quantiles } from './figure.ts'
import { type Caller, createCaller, expectStatus } from './http.ts'
import { openLoop } from './open-loop.ts'
import { sessionToken } from './seed.ts'
import { addressOf, openSignInPage } from './sign-in-page.ts'
import type { World } from './world.ts'

/** Of ten that come, so many open a sign-in page; the others read in the console. */
const signInsOfTen = 4
/** As many as one bulk act is done to here, over and over, while the figure is taken. */
const actedOn = 500

/**
 * `mixed.open-loop`: strangers open sign-in pages, administrators read lists, searches and persons, and a bulk act writes for one person
 * after the other, with its event each. At half of what the same mix does in a closed loop; the figure is what the sign-in pages take.
 */
export async function measureMixed(world: World): Promise<Figure[]> {
  const caller = createCaller(world.tenancy.baseUrl, 96)
  const { rows } = await world.client.query<{ id: string }>(
    `select id from users where tenant_id = $1 and status = 'active' and role = 'user' order by id limit $2`,
    [world.tenancy.tenantId, actedOn],
  )
  const ids = rows.map(({ id }) => id)
  const pages: number[] = []
  const one = async (turn: number) => {
    const from = performance.now()
    if (turn % 10 >= signInsOfTen) return read(world, caller, ids, turn)
    await openSignInPage(caller, { ip: addressOf(turn) })
    pages.push(performance.now() - from)
  }
  const count = world.quick ? 1500 : 8000
  const most = await closedLoop(16, count, one)
  pages.length = 0
  let isOver = false
  const writing = writeMeanwhile(world, caller, ids, () => isOver)
  const half = await openLoop(most.perSecond / 2, count, one).finally(() => {
    isOver = true
  })
  const acts = await writing
  await caller.close()
  console.log(
    `mixed.open-loop: ${most.perSecond.toFixed(0)}/s at most; ${half.perSecond.toFixed(0)}/s beside ${acts} bulk acts on ${actedOn}`,
  )
  const times = quantiles(pages.slice(pages.length / 10))
  return [
    {
      name: 'mixed.open-loop',
      value: times.p99Ms,
      unit: 'ms p99 of a sign-in page at half of the maximum',
      p50Ms: times.p50Ms,
      p95Ms: times.p95Ms,
      p99Ms: times.p99Ms,
      perSecond: half.perSecond,
      budget: '≤ 100 ms',
    },
  ]
}

async function read(world: World, caller: Caller, ids: readonly string[], turn: number): Promise<void> {
  const cookie = turn % 2 ? `${world.cookieName}=${sessionToken(turn % 8)}` : world.owner.cookie
  const list = turn % 4 === 0 ? { limit: 25 } : turn % 4 === 1 ? { limit: 25, q: 'smith' } : undefined
  const path = turn % 4 === 2 ? '/me' : `/users/${ids[turn % ids.length]}`
  const answer = list
    ? caller.call('POST', '/api/v1/users/search', {
        cookie,
        headers: { 'content-type': 'application/json', origin: world.tenancy.baseUrl },
        body: JSON.stringify(list),
      })
    : caller.call('GET', `/api/v1${path}`, { cookie })
  expectStatus(await answer, 200)
}

/** Bulk acts by the API, one after the other; tells how many were done. */
async function writeMeanwhile(
  world: World,
  caller: Caller,
  userIds: readonly string[],
  isOver: () => boolean,
): Promise<number> {
  const call = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const answer = await caller.call(method, `/api/v1${path}`, {
      cookie: world.owner.cookie,
      headers: { 'content-type': 'application/json', origin: world.tenancy.baseUrl },
      ...(body && { body: JSON.stringify(body) }),
    })
    return JSON.parse(expectStatus(answer, 200).text) as { id: string; state: string }
  }
  let done = 0
  while (!isOver()) {
    await world.client.query(
      'update sessions set proved_at = now(), last_active_at = now() where user_id = $1',
      [world.owner.userId],
    )
    const selection = { userIds }
    const { id } = await call('POST', '/jobs', { act: { act: 'require-password-reset' }, selection })
    while (!isOver()) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      if ((await call('GET', `/jobs/${id}`)).state === 'finished') break
    }
    await world.client.query('update users set require_password_reset = false where tenant_id = $1', [
      world.tenancy.tenantId,
    ])
    done += 1
  }
  return done
}
