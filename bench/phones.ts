import { request as httpRequest } from 'node:http'
import type { RequestId, UserId } from '#contract/ids.ts'
import { issueClaim } from '#domain/claims/issue-claim.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { systemActor, transact } from '#domain/work.ts'
import { answer, fetchChallenge } from '#phone/answer.ts'
import { enrol, openClaim } from '#phone/enrol.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { createMemoryKeyStore } from '#phone/memory-key-store.ts'
import type { Phone, Verification } from '#phone/phone.ts'
import { createSoftAuthenticator } from '../test/soft-authenticator.ts'
import { startBare } from './bare/start-bare.ts'
import { cpuMs, databaseCpuMs } from './cpu.ts'
import { closedLoop, type Figure, quantiles, type Times } from './figure.ts'
import { type Answer, type Caller, createCaller, expectStatus } from './http.ts'
import { sessionToken } from './seed.ts'
import type { World } from './world.ts'

/** Requests of a whole sign-in: begin, address, page, challenge, its keys, answer, and the page that goes on. */
const requestsEach = 7

const pin = '739154'

/**
 * `phone.sign-in`: whole sign-ins to the console with simulated phones, from the first request to the session's cookie. Half of a
 * caller's time is the beat that a page waits for so as not to tell who exists, so there are more of them than elsewhere.
 * `phone.sign-in.pin`: the same where a PIN verifies the person.
 * `phone.page-advance`: from the moment when the phone sends its answer until the browser that waits holds its session.
 */
export async function measurePhones(world: World): Promise<Figure[]> {
  const callers = 32
  const caller = createCaller(world.tenancy.baseUrl, callers)
  const people = await enrolPeople(world, caller, callers)
  if (people.length < callers)
    throw new Error('the population has too few people without a phone for the callers')
  const person = (turn: number) => {
    const found = people[turn % people.length]
    if (!found) throw new Error('nobody was enrolled')
    return found
  }
  const times = await timeSignIns(world, caller, 'phone.sign-in', people)
  const byPin = await enrolPeople(world, caller, callers, 'pin')
  const forget = rememberDerivedBits()
  const pinTimes = await timeSignIns(world, caller, 'phone.sign-in.pin', byPin)
  forget()

  const advances: number[] = []
  for (let turn = 0; turn < (world.quick ? 60 : 300); turn++) {
    advances.push(await timeAdvance(world, caller, person(turn)))
  }
  await using bareServer = await startBare('http-server', world.databaseUrl, world.tenancy.tenantId)
  const bareCaller = createCaller(bareServer.origin, callers)
  const cookie = `${world.cookieName}=${sessionToken(0)}`
  const bare = await closedLoop(callers, world.quick ? 4000 : 20_000, async () =>
    expectStatus(await bareCaller.call('GET', '/session', { cookie }), 200),
  )
  await Promise.all([caller.close(), bareCaller.close()])
  const advance = quantiles(advances)
  return [
    {
      name: 'phone.sign-in',
      value: times.perSecond,
      unit: `sign-ins/s at ${callers} callers`,
      p50Ms: times.p50Ms,
      p95Ms: times.p95Ms,
      p99Ms: times.p99Ms,
      perSecond: times.perSecond,
      bare: bare.perSecond / requestsEach,
      ratio: times.perSecond / (bare.perSecond / requestsEach),
      budget: '≥ 200/s',
      note: times.note,
    },
    {
      name: 'phone.sign-in.pin',
      value: pinTimes.perSecond,
      unit: `sign-ins/s at ${callers} callers`,
      p50Ms: pinTimes.p50Ms,
      p95Ms: pinTimes.p95Ms,
      p99Ms: pinTimes.p99Ms,
      perSecond: pinTimes.perSecond,
      budget: '≥ 200/s',
      note: pinTimes.note,
    },
    {
      name: 'phone.page-advance',
      value: advance.p95Ms,
      unit: 'ms (p95)',
      p50Ms: advance.p50Ms,
      p95Ms: advance.p95Ms,
      p99Ms: advance.p99Ms,
      budget: '≤ 150 ms after the answer',
    },
  ]
}

/** Whole sign-ins in a closed loop of as many callers as there are people, with the processor time of each. */
async function timeSignIns(
  world: World,
  caller: Caller,
  name: string,
  people: readonly Person[],
): Promise<Times & { readonly note: string }> {
  // Everybody's first sign-in makes the browser theirs.
  for (const one of people) await signIn(world, caller, one)
  // Its tables were empty until now: what autovacuum does within a minute.
  await world.client.query(
    'analyze sign_ins, approval_requests, challenges, devices, device_calls, known_browsers',
  )
  const free = [...people]
  const next = async () => {
    const one = free.pop()
    if (!one) throw new Error('more callers than people')
    await signIn(world, caller, one)
    free.push(one)
  }
  // The server compiles what it runs often, and each of its connections plans its statements: after some hundred sign-ins it is done.
  await closedLoop(people.length, world.quick ? 400 : 1000, next)
  const count = world.quick ? 400 : 2000
  const serverMs = await cpuMs(world.server.process.pid)
  const databaseMs = await databaseCpuMs(world)
  const ownMs = process.cpuUsage()
  const times = await closedLoop(people.length, count, next)
  const spent = ((await cpuMs(world.server.process.pid)) - serverMs) / (count * 1.1)
  const databaseSpent = ((await databaseCpuMs(world)) - databaseMs) / (count * 1.1)
  const own = process.cpuUsage(ownMs)
  const ownSpent = (own.user + own.system) / 1000 / (count * 1.1)
  // What is left of a processor for the server is what these, on the same ones, leave of it.
  const note = `processor time for each, ${spent.toFixed(1)} ms; phones and browsers ${ownSpent.toFixed(1)} ms; database ${databaseSpent.toFixed(1)} ms`
  console.log(`${name}: ${note}`)
  return { ...times, note }
}

/**
 * What a phone shows in its PIN's stead takes longer to derive than all the rest of a sign-in: here it is derived once for each, by its first
 * sign-in, which is not timed. @returns puts the derivation back.
 */
function rememberDerivedBits(): () => void {
  const derived = new Map<string, Promise<ArrayBuffer>>()
  const { subtle } = crypto
  const deriveBits = subtle.deriveBits.bind(subtle)
  subtle.deriveBits = (algorithm, key, length) => {
    const { name, salt } = algorithm as { name: string; salt?: Uint8Array }
    if (name !== 'PBKDF2' || !salt) return deriveBits(algorithm, key, length)
    // Salts are drawn: each belongs to one phone and its one PIN.
    const salted = Buffer.from(salt).toString('hex')
    const bits = derived.get(salted) ?? deriveBits(algorithm, key, length)
    derived.set(salted, bits)
    return bits
  }
  return () => {
    subtle.deriveBits = deriveBits
  }
}

/** Somebody with a phone and a browser. */
export interface Person {
  readonly email: string
  readonly ip: string
  readonly phone: Phone
  readonly enrolment: Enrolment
  readonly verification: Verification
  readonly cookies: Map<string, string>
}

/** People without a phone so far become administrators, for whom the console opens, and get one by a claim, as anybody does. */
export async function enrolPeople(
  world: World,
  caller: Caller,
  count: number,
  by: 'wa' | 'pin' = 'wa',
): Promise<Person[]> {
  const { client, ground, tenancy } = world
  const { rows } = await client.query<{ id: UserId; email: string }>(
    `update users set role = 'admin', admin_role = 'auditor' where tenant_id = $1 and id in (
       select id from users u where tenant_id = $1 and role = 'user' and status = 'active'
         and not exists (select from devices d where d.tenant_id = u.tenant_id and d.user_id = u.id) order by id desc limit $2
     ) returning id, email`,
    [tenancy.tenantId, count],
  )
  const people: Person[] = []
  for (const [index, { id, email }] of rows.entries()) {
    // Each from an address of their own: many from one are held up.
    const ip = `198.51.${(by === 'pin' ? 110 : 100) + (index >> 8)}.${index & 255}`
    const phone: Phone = {
      store: createMemoryKeyStore(),
      clock: () => new Date(),
      fetch: (url, init) => fetchBy(caller, ip, url, init),
    }
    const authenticator = createSoftAuthenticator(tenancy.appUrl)
    const { secret } = await transact(ground, tenancy, 'write', systemActor(tenancy.tenantId), (work) =>
      issueClaim(work, { userId: id, kind: 'screen' }),
    )
    if (!secret) throw new Error('a claim for the screen has its secret')
    const enrolment = await enrol(phone, await openClaim(phone, secret.link, tenancy.appUrl), {
      identity: { kind: 'new' },
      verification: by === 'pin' ? { kind: 'pin', pin } : authenticator.choice,
      description: { name: 'Simulated', model: 'Simulated', platform: 'other', app_version: 'bench' },
      push: { kind: 'none', why: 'unsupported' },
    })
    const verification: Verification = by === 'pin' ? { kind: 'pin', pin } : authenticator.verification
    people.push({ email, ip, phone, enrolment, verification, cookies: new Map() })
  }
  return people
}

async function fetchBy(caller: Caller, ip: string, url: string, init: RequestInit): Promise<Response> {
  const { pathname, search } = new URL(url)
  const method = init.method === 'POST' ? 'POST' : 'GET'
  const headers = { ...(init.headers as Record<string, string> | undefined), 'x-forwarded-for': ip }
  const body = typeof init.body === 'string' ? { body: init.body } : {}
  const { status, text } = await caller.call(method, pathname + search, { headers, ...body })
  return new Response(text, { status })
}

async function signIn(world: World, caller: Caller, person: Person): Promise<void> {
  const { path, page } = await ask(world, caller, person)
  await approve(person, page)
  await finish(world, caller, person, path)
}

/** Up to the page that shows the number. */
export async function ask(
  world: World,
  caller: Caller,
  person: Person,
): Promise<{ path: string; page: string }> {
  const { tenancy } = world
  // The browser comes without a session, with the mark of the one that this person used before.
  person.cookies.delete(sessionCookieName(tenancy))
  const begun = expectStatus(await browse(caller, person, 'GET', '/sign-in'), 303)
  const path = begun.location ?? ''
  const origin = tenancy.baseUrl
  const form = new URLSearchParams({ address: person.email }).toString()
  expectStatus(await browse(caller, person, 'POST', path, { origin, form }), 303)
  return { path, page: expectStatus(await browse(caller, person, 'GET', path), 200).text }
}

async function approve(person: Person, page: string): Promise<void> {
  const { phone, enrolment, verification } = person
  const number = /<output class="number">(\d+)</.exec(page)?.[1]
  const requestId = /data-state="waiting\.([\w-]+)"/.exec(page)?.[1]
  if (!number || !requestId) throw new Error(`the page shows no number: ${page.slice(0, 500)}`)
  // What stands on the page carries no brand.
  const challenge = await fetchChallenge(phone, enrolment, requestId as RequestId)
  const decision = { kind: 'approve', number, verification } as const
  const answered = await answer(phone, enrolment, challenge, decision)
  if (answered.state !== 'approved') throw new Error(`the answer was ${answered.state} ${answered.why ?? ''}`)
}

async function finish({ tenancy }: World, caller: Caller, person: Person, path: string): Promise<void> {
  expectStatus(await browse(caller, person, 'GET', path), 303)
  if (!person.cookies.has(sessionCookieName(tenancy))) throw new Error('the sign-in led to no session')
}

/** The page's event stream is open while the phone answers; then the browser takes up what it was told. */
export async function timeAdvance(world: World, caller: Caller, person: Person): Promise<number> {
  const { path, page } = await ask(world, caller, person)
  const stream = await openStream(world, person, `${path}/events`)
  const { phone, enrolment } = person
  let answeredAt = 0
  const timed: Phone = {
    ...phone,
    fetch: (url, init) => {
      // The last request of an approval is the answer.
      answeredAt = performance.now()
      return phone.fetch(url, init)
    },
  }
  await Promise.all([approve({ ...person, phone: timed, enrolment }, page), stream.changed])
  await finish(world, caller, person, path)
  const took = performance.now() - answeredAt
  stream.close()
  return took
}

/** Fulfils `changed` at the second message: the first says how it stands. */
async function openStream(world: World, person: Person, path: string) {
  const request = httpRequest(new URL(path, world.tenancy.baseUrl), { headers: headersOf(person) })
  const opened = Promise.withResolvers<void>()
  const changed = Promise.withResolvers<void>()
  let messages = 0
  request.on('response', (response) => {
    if (response.statusCode !== 200) opened.reject(new Error(`events: ${response.statusCode}`))
    response.on('data', (chunk: Buffer) => {
      messages += chunk.toString().split('data:').length - 1
      if (messages >= 1) opened.resolve()
      if (messages >= 2) changed.resolve()
    })
    response.on('error', () => {})
  })
  request.on('error', (error) => opened.reject(error))
  request.end()
  await opened.promise
  return { changed: changed.promise, close: () => request.destroy() }
}

export const headersOf = ({ ip, cookies }: Pick<Person, 'ip' | 'cookies'>) => ({
  'x-forwarded-for': ip,
  cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
})

async function browse(
  caller: Caller,
  person: Person,
  method: 'GET' | 'POST',
  path: string,
  { origin, form }: { origin?: string; form?: string } = {},
): Promise<Answer> {
  const found = await caller.call(method, path, {
    headers: {
      ...headersOf(person),
      ...(origin && { origin }),
      ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form !== undefined && { body: form }),
  })
  for (const [name, value] of found.cookies) person.cookies.set(name, value)
  return found
}
