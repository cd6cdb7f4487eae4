import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { cpuMsBesideHashing } from './cpu.ts'
import { type Figure, quantiles } from './figure.ts'
import { type Answer, type Caller, createCaller, expectStatus } from './http.ts'
import { sessionToken } from './seed.ts'
import type { World } from './world.ts'

const password = 'grey heron in the reeds'

interface Person {
  readonly email: string
  /** Everybody comes from an address of their own: many strangers from one are held up. */
  readonly ip: string
  readonly cookies: Map<string, string>
}

/**
 * `signin.password`: processor time of the server for the request that brings the password, without the threads that hash. By the clock
 * it cannot be seen: the step answers on a beat, so as not to tell who exists. `signin.password.others`: what other requests take while 64 passwords
 * wait in line.
 */
export async function measurePasswords(world: World): Promise<Figure[]> {
  const { tenancy, client } = world
  const caller = createCaller(tenancy.baseUrl, 96)
  const people = await givePasswords(world, 64)
  // By password alone, so that nothing else is in the figure.
  const value = JSON.stringify({ order: ['password', 'phone'], secondFactor: 'none' })
  await client.query(
    `insert into tenant_settings (tenant_id, section, value, updated_at) values ($1, 'sign-in', $2, now())`,
    [tenancy.tenantId, value],
  )
  try {
    const hashMs = await timeHashes(world)
    const whole = await timeSteps(world, caller, people)
    const others = await timeOthers(world, caller, people)
    return [
      {
        name: 'signin.password',
        value: whole.cpuMs,
        unit: 'ms of processor beyond the hash',
        p50Ms: whole.p50Ms,
        p95Ms: whole.p95Ms,
        p99Ms: whole.p99Ms,
        // Of the hash alone, on this computer in this minute.
        bare: hashMs.cpuMs,
        budget: '≤ 3 ms beyond the hash',
      },
      {
        name: 'signin.password.others',
        value: others.p99Ms,
        unit: `ms p99 of ${others.count} requests while 64 wait`,
        p50Ms: others.p50Ms,
        p95Ms: others.p95Ms,
        p99Ms: others.p99Ms,
        budget: '≤ 50 ms',
      },
    ]
  } finally {
    await client.query(`delete from tenant_settings where tenant_id = $1 and section = 'sign-in'`, [
      tenancy.tenantId,
    ])
    await caller.close()
  }
}

/** One hash serves them all: it knows nothing of its owner. */
async function givePasswords({ client, ground, tenancy }: World, count: number): Promise<Person[]> {
  const { hash, pepperId } = await ground.passwords.hash(password)
  const { rows } = await client.query<{ email: string }>(
    `with chosen as (
       select id, email from users where tenant_id = $1 and status = 'active' and role = 'user' order by id limit $2
     ), given as (
       insert into passwords (tenant_id, user_id, hash, pepper_id, set_at) select $1, id, $3, $4, now() from chosen
       on conflict do nothing
     )
     select email from chosen`,
    [tenancy.tenantId, count, hash, pepperId],
  )
  return rows.map(({ email }, index) => ({ email, ip: `198.51.200.${index}`, cookies: new Map() }))
}

async function timeHashes({ ground, quick }: World): Promise<{ cpuMs: number }> {
  const stored = await ground.passwords.hash(password)
  const count = quick ? 32 : 128
  const before = process.cpuUsage()
  for (let turn = 0; turn < count; turn++) await ground.passwords.verify(password, stored)
  const { user, system } = process.cpuUsage(before)
  return { cpuMs: (user + system) / 1000 / count }
}

async function timeSteps(world: World, caller: Caller, people: readonly Person[]) {
  const took: number[] = []
  let spent = 0
  // The first round warms up.
  for (let round = 0; round <= (world.quick ? 1 : 4); round++) {
    const begun = await beginAll(world, caller, people)
    const before = await cpuMsBesideHashing(world.server.process.pid)
    for (const [person, path] of begun) {
      const from = performance.now()
      await sendPassword(caller, person, path)
      if (round > 0) took.push(performance.now() - from)
    }
    if (round > 0) spent += (await cpuMsBesideHashing(world.server.process.pid)) - before
    for (const [person, path] of begun) await finish(world, caller, person, path)
  }
  return { ...quantiles(took), cpuMs: spent / took.length }
}

/** All of them at once, and beside them somebody who works in the console. */
async function timeOthers(world: World, caller: Caller, people: readonly Person[]) {
  const cookie = `${world.cookieName}=${sessionToken(0)}`
  const took: number[] = []
  for (let round = 0; round < (world.quick ? 2 : 8); round++) {
    const begun = await beginAll(world, caller, people)
    let waiting = true
    const line = Promise.all(begun.map(([person, path]) => sendPassword(caller, person, path))).finally(
      () => {
        waiting = false
      },
    )
    // What fails is heard below, once the others were counted.
    line.catch(() => {})
    while (waiting) {
      const from = performance.now()
      expectStatus(await caller.call('GET', '/api/v1/me', { cookie }), 200)
      took.push(performance.now() - from)
    }
    await line
  }
  return quantiles(took)
}

const beginAll = (world: World, caller: Caller, people: readonly Person[]) =>
  Promise.all(people.map(async (person) => [person, await begin(world, caller, person)] as const))

/** Up to the page that asks for the password. */
async function begin({ tenancy }: World, caller: Caller, person: Person): Promise<string> {
  person.cookies.delete(sessionCookieName(tenancy))
  const begun = expectStatus(await browse(caller, person, 'GET', '/sign-in?to=/account'), 303)
  const path = begun.location ?? ''
  expectStatus(await browse(caller, person, 'POST', path, { address: person.email }), 303)
  return path
}

async function sendPassword(caller: Caller, person: Person, path: string): Promise<void> {
  expectStatus(await browse(caller, person, 'POST', `${path}/password`, { password }), 303)
}

async function finish({ tenancy }: World, caller: Caller, person: Person, path: string): Promise<void> {
  expectStatus(await browse(caller, person, 'GET', path), 303)
  if (!person.cookies.has(sessionCookieName(tenancy))) throw new Error('the sign-in led to no session')
}

async function browse(
  caller: Caller,
  person: Person,
  method: 'GET' | 'POST',
  path: string,
  form?: Record<string, string>,
): Promise<Answer> {
  const answer = await caller.call(method, path, {
    cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    headers: {
      'x-forwarded-for': person.ip,
      ...(form && { origin: caller.origin, 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { body: new URLSearchParams(form).toString() }),
  })
  for (const [name, value] of answer.cookies) person.cookies.set(name, value)
  return answer
}
