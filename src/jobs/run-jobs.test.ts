import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Updateable } from 'kysely'
import pg from 'pg'
import { expect } from 'vitest'
import type { JobId } from '#contract/ids.ts'
import { getJob, type Job, steerJob } from '#contract/jobs.ts'
import type { Tables } from '#domain/tables.ts'
import { begin, run } from '../../test/bulk.ts'
import { connected, type House, staged, type TestUser, test } from '../../test/harness.ts'
import { runDueJobs, startJobRunner } from './run-jobs.ts'

const act = { act: 'verify-email' } as const
const addPeople = (house: House, count: number) =>
  Promise.all(Array.from({ length: count }, () => house.addUser()))
const selected = (users: readonly TestUser[]) => ({ userIds: users.map(({ id }) => id) })
const stateOf = (house: House, by: TestUser, jobId: JobId): Promise<Job> =>
  house.as(by)(getJob, { params: { jobId }, body: {} })
const steer = (house: House, by: TestUser, jobId: JobId, state: 'running' | 'paused' | 'stopped') =>
  house.as(by)(steerJob, { params: { jobId }, body: { state } })

async function doneOnce(house: House, jobId: JobId, people: readonly TestUser[]) {
  const events = await house.db
    .selectFrom('auditEvents')
    .select('userId')
    .where('type', '=', 'user.email.verified')
    .execute()
  expect(events.map(({ userId }) => userId).sort()).toEqual(people.map(({ id }) => id).sort())
  const job = await house.db.selectFrom('jobs').selectAll().where('id', '=', jobId).executeTakeFirstOrThrow()
  expect(job).toMatchObject({ state: 'finished', succeeded: people.length, skipped: 0, failed: 0 })
  const finished = (await house.events()).filter((type) => type === 'job.finished')
  expect(finished).toHaveLength(1)
}

/** Holds the rows of these people, as somebody who changes them would, until the answer is called. */
async function hold(house: House, users: readonly TestUser[]): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: house.url ?? '' })
  await client.connect()
  await client.query('begin')
  await client.query('select from users where id = any($1) for update', [users.map(({ id }) => id)])
  return async () => {
    await client.query('commit')
    await client.end()
  }
}

test('a process that runs hears of a job and does it', async ({ house }) => {
  const owner = await house.addOwner()
  const people = await addPeople(house, 5)
  const { ground, edge, tenancy } = house
  const runner = startJobRunner({ ground, log: edge.log, findTenancy: async () => tenancy })
  const finished = new Promise<void>((resolve) => {
    house.database.hub.subscribe('job', async ({ id }) => {
      if ((await stateOf(house, owner, id as JobId)).state === 'finished') resolve()
    })
  })
  const job = await begin(house, owner, { act, selection: selected(people) })
  await finished
  await runner.stop()
  await doneOnce(house, job.id, people)
})

staged(
  'killed in the middle, another process goes on where it was, and nobody is done twice',
  async ({ house }) => {
    const owner = await house.addOwner()
    const people = await addPeople(house, 150)
    const job = await begin(house, owner, { act, selection: selected(people) })
    // The last is held: the process cannot have finished when it is killed.
    const release = await hold(house, people.slice(-1))
    const script = join(import.meta.dirname, '..', '..', 'test', 'job-runner.ts')
    const key = Buffer.alloc(32, 7).toString('hex')
    const child = spawn(process.execPath, [script, house.url ?? '', JSON.stringify(house.tenancy), key], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const exited = once(child, 'exit')
    const soFar = async () =>
      house.db.selectFrom('jobs').select(['succeeded', 'leaseUntil']).executeTakeFirstOrThrow()
    while ((await soFar()).succeeded < 5) expect(child.exitCode).toBeNull()
    child.kill('SIGKILL')
    await exited
    await release()
    const { succeeded } = await soFar()
    expect(succeeded).toBeLessThan(150)
    // It is still that process's, for all that anybody knows.
    await run(house)
    expect((await soFar()).succeeded).toBe(succeeded)
    house.setNow(new Date(Date.now() + 61_000))
    await run(house)
    await doneOnce(house, job.id, people)
  },
)

test('a job of an organisation that was closed stays where it is, and is nobody’s trouble', async ({
  house,
}) => {
  const contoso = await house.addTenant('contoso')
  const owner = await house.addOwner({ tenancy: contoso })
  const kim = await house.addUser({ tenancy: contoso })
  await begin(house, owner, { act, selection: selected([kim]) })
  await house.db.updateTable('tenants').set({ status: 'closed' }).where('id', '=', contoso.tenantId).execute()
  const { ground, edge } = house
  const findTenancy = async () => undefined
  await runDueJobs({ ground, log: edge.log, findTenancy }, new AbortController().signal)
  const jobs = await house.db.selectFrom('jobs').select(['state', 'leaseUntil']).execute()
  expect(jobs).toEqual([{ state: 'running', leaseUntil: null }])
})

staged('two processes at one job, as when the first was only slow, do nobody twice', async ({ house }) => {
  const owner = await house.addOwner()
  const people = await addPeople(house, 60)
  const job = await begin(house, owner, { act, selection: selected(people) })
  const first = run(house)
  const second = (async () => {
    while (await leaseIsFree(house)) await new Promise((resolve) => setImmediate(resolve))
    // The lease is taken from the one that works.
    await house.db.updateTable('jobs').set({ leaseUntil: null }).execute()
    await run(house)
  })()
  await Promise.all([first, second])
  // Whoever left the last rows to the other goes on once the lease is over.
  house.advance(61)
  await run(house)
  await doneOnce(house, job.id, people)
})

const leaseIsFree = async (house: House) => {
  const { leaseUntil, state } = await house.db
    .selectFrom('jobs')
    .select(['leaseUntil', 'state'])
    .executeTakeFirstOrThrow()
  return leaseUntil === null && state === 'running'
}

/** Runs a job until its workers wait for people who are held, does something, and lets them go on. */
async function inTheMiddle(house: House, owner: TestUser, meanwhile: (job: Job) => Promise<unknown>) {
  const people = await addPeople(house, 12)
  const job = await begin(house, owner, { act, selection: selected(people) })
  const release = await hold(house, people.slice(3, 6))
  const running = run(house)
  await house.untilBlocked()
  await meanwhile(job)
  await release()
  await running
  return { people, job }
}

const waiting = async (house: House, jobId: JobId) => {
  const rows = await house.db
    .selectFrom('jobRows')
    .select('n')
    .where('jobId', '=', jobId)
    .where('state', '=', 'waiting')
    .orderBy('n')
    .execute()
  return rows.map(({ n }) => n)
}

staged('paused, it stays where it is; resumed, it goes on; stopped, it ends for good', async ({ house }) => {
  const owner = await house.addOwner()
  const { people, job } = await inTheMiddle(house, owner, ({ id }) => steer(house, owner, id, 'paused'))
  const left = await waiting(house, job.id)
  expect(left).toEqual(expect.arrayContaining([7, 8, 9, 10, 11, 12]))
  await run(house)
  expect(await waiting(house, job.id)).toEqual(left)
  expect(await stateOf(house, owner, job.id)).toMatchObject({ state: 'paused', succeeded: 12 - left.length })
  // The same again changes nothing.
  await steer(house, owner, job.id, 'paused')
  await steer(house, owner, job.id, 'running')
  await run(house)
  await doneOnce(house, job.id, people)
  expect((await house.events()).filter((type) => type === 'job.steered')).toHaveLength(2)
  await expect(steer(house, owner, job.id, 'running')).rejects.toMatchObject({ code: 'job-ended' })

  const stopped = await begin(house, owner, { act, selection: selected(people) })
  await steer(house, owner, stopped.id, 'stopped')
  await run(house)
  expect(await waiting(house, stopped.id)).toHaveLength(12)
  expect(await stateOf(house, owner, stopped.id)).toMatchObject({ state: 'stopped', finishedAt: house.now })
})

connected.for<[string, Updateable<Tables['users']>]>([
  ['demoted', { adminRole: 'help-desk' }],
  ['made a user', { role: 'user', adminRole: null }],
  [
    'deactivated',
    {
      status: 'deactivated',
      statusBefore: 'active',
      deactivatedAt: new Date(),
      deactivationKind: 'investigation',
    },
  ],
])('%s in the middle, nobody else is done in their name', async ([, change], { house }) => {
  const admin = await house.addAdmin('user-admin')
  const { job } = await inTheMiddle(house, admin, () =>
    house.db.updateTable('users').set(change).where('id', '=', admin.id).execute(),
  )
  // Also those whose turn it was: the operation asked again after it had waited.
  expect(await waiting(house, job.id)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12])
  const owner = await house.addOwner()
  expect(await stateOf(house, owner, job.id)).toMatchObject({ state: 'stopped', succeeded: 3, failed: 0 })
  expect(await house.events()).toContain('job.steered')
})

test('nobody steers what somebody of a higher rank began, nor what they may not do themselves', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const people = await addPeople(house, 2)
  const job = await begin(house, owner, { act, selection: selected(people) })
  const admin = await house.addAdmin('user-admin')
  await expect(steer(house, admin, job.id, 'stopped')).rejects.toMatchObject({ code: 'higher-rank' })
  const own = await begin(house, admin, { act, selection: selected(people) })
  const helper = await house.addAdmin('help-desk')
  await expect(steer(house, helper, own.id, 'stopped')).rejects.toMatchObject({ code: 'forbidden' })
  await steer(house, owner, own.id, 'stopped')
})
