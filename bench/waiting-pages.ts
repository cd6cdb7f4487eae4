import { readFile } from 'node:fs/promises'
import { Agent, type ClientRequest, request as httpRequest } from 'node:http'
import type { Figure } from './figure.ts'
import { quantiles } from './figure.ts'
import { createCaller } from './http.ts'
import { ask, enrolPeople, headersOf, type Person, timeAdvance } from './phones.ts'
import type { World } from './world.ts'

/** Sign-ins that wait; each is open on several pages, as if its address had been sent to many browsers' tabs. */
const tabsEach = 50
/** Streams that are being opened at once. */
const openedAtOnce = 32

/**
 * `phone.waiting-pages`: what event streams of waiting pages cost one server that answers sign-ins meanwhile. A process keeps 20,000 of them
 * unless pages are told to come back (`src/http/wait-stream.ts`), so nothing is raised for this.
 */
export async function measureWaitingPages(world: World): Promise<Figure[]> {
  const pages = world.quick ? 2000 : 10_000
  const caller = createCaller(world.tenancy.baseUrl, 32)
  const people = await enrolPeople(world, caller, 16)
  const [first] = people
  if (!first) throw new Error('the population has nobody without a phone')
  for (const one of people) await timeAdvance(world, caller, one)
  const alone = await timeAdvances(world, caller, people, 60)

  const waiting: { person: Pick<Person, 'ip' | 'cookies'>; path: string }[] = []
  for (let index = 0; index < pages / tabsEach; index++) {
    // An address that nobody has waits like any other.
    const person = {
      ...first,
      email: `nobody-${index}@acme.example`,
      ip: `203.0.${113 + (index >> 8)}.${index & 255}`,
      cookies: new Map<string, string>(),
    }
    waiting.push({ person, path: (await ask(world, caller, person)).path })
  }
  // Two minutes would be over before the last stream is open.
  await world.client.query(
    `update approval_requests set expires_at = now() + interval '1 hour' where state = 'pending'`,
  )
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
  const before = await residentBytes(world.server.process.pid)
  const open: ClientRequest[] = []
  const queue = waiting.flatMap((page) => Array.from({ length: tabsEach }, () => page))
  await Promise.all(
    Array.from({ length: openedAtOnce }, async () => {
      for (let page = queue.pop(); page; page = queue.pop()) {
        open.push(await openStream(world, agent, page.person, `${page.path}/events`))
      }
    }),
  )
  const after = await residentBytes(world.server.process.pid)
  const times = await timeAdvances(world, caller, people, 300)
  const stillOpen = open.filter((one) => !one.destroyed).length
  for (const one of open) one.destroy()
  agent.destroy()
  await caller.close()
  if (stillOpen < pages) throw new Error(`${pages - stillOpen} of ${pages} streams ended early`)
  const mib = (bytes: number) => Math.round(bytes / 2 ** 20)
  console.log(
    `phone.waiting-pages: ${pages} streams; the server held ${mib(before)} MiB before and ${mib(after)} with them; ` +
      `a page advanced in ${alone.p50Ms.toFixed(0)} ms (p50) without them`,
  )
  return [
    {
      name: 'phone.waiting-pages',
      value: (after - before) / pages / 1024,
      unit: `KiB for each of ${pages} pages; milliseconds of a page that advances meanwhile`,
      p50Ms: times.p50Ms,
      p95Ms: times.p95Ms,
      p99Ms: times.p99Ms,
      bare: alone.p50Ms,
    },
  ]
}

async function timeAdvances(
  world: World,
  caller: ReturnType<typeof createCaller>,
  people: readonly Person[],
  count: number,
) {
  const took: number[] = []
  for (let turn = 0; turn < count; turn++) {
    const person = people[turn % people.length]
    if (person) took.push(await timeAdvance(world, caller, person))
  }
  return quantiles(took)
}

/** Resolves once the stream has said how its page stands. */
function openStream(
  world: World,
  agent: Agent,
  person: Pick<Person, 'ip' | 'cookies'>,
  path: string,
): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, world.tenancy.baseUrl), { agent, headers: headersOf(person) })
    request.on('response', (response) => {
      if (response.statusCode !== 200) reject(new Error(`events: ${response.statusCode}`))
      response.on('data', () => resolve(request))
      response.on('end', () => request.destroy())
      response.on('error', () => {})
    })
    request.on('error', reject)
    request.end()
  })
}

/** Linux tells it in pages of 4 KiB. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8')
  return Number(statm.split(' ')[1]) * 4096
}
