import { expect } from 'vitest'
import { endAccount } from '#contract/accounts.ts'
import type { ApplicationId, JobId } from '#contract/ids.ts'
import { downloadJob, getJob, listJobRows, listJobs, steerJob } from '#contract/jobs.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { createUser } from '#contract/users.ts'
import { begin, preview, run } from '../../../test/bulk.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { addAccount, addApplication, addPassword, addPhone } from '../../../test/holdings.ts'

const of = (jobId: JobId) => ({ params: { jobId }, body: {} })
const selected = (...users: TestUser[]) => ({ userIds: users.map(({ id }) => id) })
const until = new Date(Date.now() + 7 * 86_400_000)
const suspension = { act: 'deactivate', deactivation: { kind: 'suspension', until } } as const

test('the preview tells by the rules that the act goes by, and changes nothing', async ({ house }) => {
  const admin = await house.addAdmin('user-admin')
  const owner = await house.addOwner()
  const [kim, lee, gone] = [
    await house.addUser(),
    await house.addUser(),
    crypto.randomUUID() as TestUser['id'],
  ]
  await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', lee.id).execute()
  const selection = { userIds: [kim.id, lee.id, owner.id, admin.id, gone] }
  expect(await preview(house, admin, { act: suspension, selection })).toEqual({
    total: 5,
    looked: 5,
    ready: 2,
    skipped: 0,
    refused: [
      { problem: 'higher-rank', title: expect.any(String), count: 1 },
      { problem: 'cannot-deactivate-self', title: expect.any(String), count: 1 },
      { problem: 'user-not-found', title: expect.any(String), count: 1 },
    ],
    sample: [kim, lee, owner, admin].map(({ id, name, email }) => ({ id, name, email })),
  })
  expect(await preview(house, owner, { act: { act: 'verify-email' }, selection })).toMatchObject({
    ready: 3,
    skipped: 1,
  })
  expect(await house.events()).toEqual([])
})

test('each person gets the ordinary operation, as whoever began it, and a verdict', async ({ house }) => {
  const admin = await house.addAdmin('user-admin')
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  await house.addSession(kim.id)
  const job = await begin(house, admin, { act: suspension, selection: selected(kim, owner, lee, kim) })
  expect(job).toMatchObject({
    act: 'deactivate',
    state: 'running',
    total: 3,
    succeeded: 0,
    createdBy: { id: admin.id, name: admin.name },
  })
  await run(house)
  expect(await house.as(admin)(getJob, of(job.id))).toMatchObject({
    state: 'finished',
    succeeded: 2,
    skipped: 0,
    failed: 1,
    finishedAt: house.now,
  })
  const { items, next } = await house.as(admin)(listJobRows, of(job.id))
  expect(next).toBeNull()
  expect(items).toMatchObject([
    { n: 1, userId: kim.id, name: kim.name, state: 'succeeded', problem: null, title: null },
    { n: 2, userId: owner.id, state: 'failed', problem: 'higher-rank', title: expect.any(String) },
    { n: 3, userId: lee.id, state: 'succeeded' },
  ])
  const deactivated = await house.db
    .selectFrom('auditEvents')
    .select(['userId', 'actorId', 'requestId'])
    .where('type', '=', 'user.deactivated')
    .orderBy('userId')
    .execute()
  const people = await house.db
    .selectFrom('users')
    .select('deactivatedUntil')
    .where('id', 'in', [kim.id, lee.id])
    .execute()
  expect(people).toEqual([{ deactivatedUntil: until }, { deactivatedUntil: until }])
  const by = { actorId: admin.id, requestId: `job-${job.id}` }
  expect(deactivated).toEqual([kim, lee].map(({ id }) => ({ userId: id, ...by })))
  expect(await house.events()).toEqual(expect.arrayContaining(['job.created', 'job.finished']))
  // The same again finds it done.
  const again = await begin(house, admin, { act: suspension, selection: selected(kim, lee) })
  await run(house)
  expect(await house.as(admin)(getJob, of(again.id))).toMatchObject({ succeeded: 0, skipped: 2, failed: 0 })
  const { items: jobs } = await house.as(admin)(listJobs, { params: {}, body: {} })
  expect(jobs.map(({ id }) => id)).toEqual([again.id, job.id])
})

test('every act does what its operation does, and passes over whom it was done to', async ({ house }) => {
  const owner = await house.addOwner()
  const [done, open] = [await house.addUser(), await house.addUser()]
  const { id: applicationId } = await addApplication(house, 'Wiki')
  const { id: sessionId } = await house.addSession(open.id)
  for (const user of [done, open]) await addPassword(house, user)
  await addPhone(house, done)
  await house.db
    .updateTable('users')
    .set({ emailVerified: true, requirePasswordReset: true })
    .where('id', '=', done.id)
    .execute()
  await house.db
    .insertInto('accounts')
    .values({
      tenantId: house.tenancy.tenantId,
      id: crypto.randomUUID() as never,
      userId: done.id,
      applicationId,
      subject: 'kept',
      status: 'active',
      createdAt: house.now,
    })
    .execute()
  for (const act of [
    { act: 'send-invitation' },
    { act: 'require-password-reset' },
    { act: 'revoke-sessions' },
    { act: 'verify-email' },
    { act: 'add-to-application', applicationId },
    { act: 'reactivate' },
  ] as const) {
    const selection = selected(done, open)
    const told = await preview(house, owner, { act, selection })
    const job = await begin(house, owner, { act, selection })
    await run(house)
    const came = await house.as(owner)(getJob, of(job.id))
    const expected = act.act === 'reactivate' ? { ready: 0, skipped: 2 } : { ready: 1, skipped: 1 }
    expect([act.act, told]).toMatchObject([act.act, { ...expected, refused: [] }])
    expect([act.act, came.succeeded, came.skipped]).toEqual([act.act, expected.ready, expected.skipped])
  }
  expect(await house.mails()).toMatchObject([{ to: open.email }])
  const user = await house.db
    .selectFrom('users')
    .select(['emailVerified', 'requirePasswordReset'])
    .where('id', '=', open.id)
    .executeTakeFirstOrThrow()
  expect(user).toEqual({ emailVerified: true, requirePasswordReset: true })
  const session = await house.db
    .selectFrom('sessions')
    .select('endedWhy')
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  expect(session.endedWhy).toBe('administrator')
  const accounts = await house.db
    .selectFrom('accounts')
    .select(['userId', 'status'])
    .orderBy('createdAt')
    .execute()
  expect(accounts).toEqual(
    expect.arrayContaining([
      { userId: done.id, status: 'active' },
      { userId: open.id, status: 'invited' },
    ]),
  )
})

test('whoever was removed from an application is not let in by being added to it', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const { id: applicationId } = await addApplication(house, 'Wiki')
  await addAccount(house, kim, applicationId)
  await house.as(owner)(endAccount, {
    params: { userId: kim.id, applicationId },
    body: { deactivateIfLast: false },
  })
  const asked = {
    act: { act: 'add-to-application', applicationId } as const,
    selection: selected(kim),
  }
  expect(await preview(house, owner, asked)).toMatchObject({
    ready: 0,
    skipped: 0,
    refused: [{ problem: 'account-ended', count: 1 }],
  })
  const job = await begin(house, owner, asked)
  await run(house)
  expect(await house.as(owner)(getJob, of(job.id))).toMatchObject({ succeeded: 0, skipped: 0, failed: 1 })
  const { items } = await house.as(owner)(listJobRows, of(job.id))
  expect(JSON.stringify(items)).toContain('was removed from this application')
})

test('a filter is resolved once, when it begins: whoever comes to match it later is not reached', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser({ status: 'invited' }), await house.addUser()]
  const selection = { filter: { status: ['invited' as const], role: 'user' as const } }
  const job = await begin(house, owner, { act: { act: 'verify-email' }, selection })
  await house.db.updateTable('users').set({ status: 'invited' }).where('id', '=', lee.id).execute()
  await run(house)
  const { items } = await house.as(owner)(listJobRows, of(job.id))
  expect(items.map(({ userId }) => userId)).toEqual([kim.id])
})

test('everybody whom a search finds is reached, and nobody else', async ({ house }) => {
  const owner = await house.addOwner()
  const add = (lastName: string) =>
    house.as(owner)(createUser, {
      params: {},
      body: {
        firstName: 'Zoe',
        lastName,
        email: `${lastName.toLowerCase()}@acme.example`,
        sendWelcomeEmail: false,
      },
    })
  const [one, other] = [await add('Quill'), await add('Quillon')]
  await add('Other')
  const selection = { filter: { q: 'quill' } }
  expect(await preview(house, owner, { act: { act: 'verify-email' }, selection })).toMatchObject({ total: 2 })
  const job = await begin(house, owner, { act: { act: 'verify-email' }, selection })
  const { items } = await house.as(owner)(listJobRows, of(job.id))
  expect(items.map(({ userId }) => userId).sort()).toEqual([one.id, other.id].sort())
})

test('the file tells every verdict, of an export the people, and to whom it may', async ({ house }) => {
  const owner = await house.addOwner()
  const helper = await house.addAdmin('help-desk')
  const kim = await house.addUser({ firstName: '=1+1', lastName: '"Kim"' })
  const job = await begin(house, owner, { act: { act: 'verify-email' }, selection: selected(kim, owner) })
  await run(house)
  const file = await house.as(helper)(downloadJob, of(job.id))
  expect(file.fileName).toMatch(/^latchkey-verify-email-\d{4}-\d{2}-\d{2}\.csv$/)
  expect(file.csv).toBe(
    '\uFEFFnumber,user id,name,email,result,problem,reason\r\n' +
      `1,${kim.id},"'=1+1 ""Kim""",${kim.email},succeeded,,\r\n` +
      `2,${owner.id},${owner.name},${owner.email},succeeded,,\r\n`,
  )
  const one = await house.as(owner)(downloadJob, { params: { jobId: job.id }, body: { state: 'failed' } })
  expect(one.csv.split('\r\n')).toHaveLength(2)

  const exporting = await begin(house, owner, { act: { act: 'export' }, selection: selected(kim) })
  await run(house)
  const people = await house.as(owner)(downloadJob, of(exporting.id))
  expect(people.csv.split('\r\n')[1]).toBe(
    [
      kim.id,
      "'=1+1",
      '"""Kim"""',
      kim.email,
      true,
      '',
      '',
      '',
      'active',
      '',
      false,
      0,
      0,
      house.now.toISOString(),
      '',
    ].join(),
  )
  for (const another of [helper, await house.addOwner()])
    await expect(house.as(another)(downloadJob, of(exporting.id))).rejects.toMatchObject({
      code: 'forbidden',
    })
  expect(await house.events()).toContain('user.exported')
})

type Attempt = (house: House, owner: TestUser, kim: TestUser) => Promise<unknown>
const nothing = crypto.randomUUID() as JobId

test.for<[ProblemCode, Attempt]>([
  [
    'nobody-selected',
    (house, owner) =>
      begin(house, owner, { act: suspension, selection: { filter: { status: ['removed'] } } }),
  ],
  [
    'application-not-found',
    (house, owner, kim) => {
      const act = { act: 'add-to-application', applicationId: crypto.randomUUID() as ApplicationId } as const
      return begin(house, owner, { act, selection: selected(kim) })
    },
  ],
  [
    'mail-not-configured',
    (house, owner, kim) => {
      house.setMailKind('none')
      return begin(house, owner, { act: { act: 'send-invitation' }, selection: selected(kim) })
    },
  ],
  // Reading people is not enough: the act asks for its own permission.
  [
    'forbidden',
    async (house, _, kim) =>
      begin(house, await house.addAdmin('help-desk'), { act: suspension, selection: selected(kim) }),
  ],
  [
    'forbidden',
    async (house, _, kim) =>
      preview(house, await house.addAdmin('auditor'), { act: { act: 'export' }, selection: selected(kim) }),
  ],
  [
    'step-up-required',
    async (house, owner, kim) => {
      await house.as(owner)(listJobs, { params: {}, body: {} })
      house.advance(601)
      return begin(house, owner, { act: suspension, selection: selected(kim) })
    },
  ],
  ['job-not-found', (house, owner) => house.as(owner)(getJob, of(nothing))],
  ['job-not-found', (house, owner) => house.as(owner)(listJobRows, of(nothing))],
  ['job-not-found', (house, owner) => house.as(owner)(downloadJob, of(nothing))],
  [
    'job-not-found',
    (house, owner) => house.as(owner)(steerJob, { ...of(nothing), body: { state: 'paused' } }),
  ],
])('refuses with %s and leaves no trace', async ([code, attempt], { house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await expect(attempt(house, owner, kim)).rejects.toMatchObject({ name: 'Problem', code })
  expect(await house.events()).toEqual([])
  expect(await house.db.selectFrom('jobs').select('id').execute()).toEqual([])
})

test('whoever began a long one is told by mail how it ended; a short one they saw themselves', async ({
  house,
}) => {
  const admin = await house.addAdmin('user-admin')
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  await begin(house, admin, { act: suspension, selection: selected(kim) })
  await run(house)
  expect(await house.mails()).toEqual([])
  const { id } = await begin(house, admin, { act: suspension, selection: selected(kim, lee) })
  house.advance(61)
  await run(house)
  expect(await house.mails()).toMatchObject([
    { to: admin.email, subject: 'Your bulk act at Northwind has ended' },
  ])
  const [mail] = await house.mails()
  expect(mail?.text).toContain('1 person done, 1 person passed over')
  expect(mail?.text).toContain(`/admin/jobs/${id}`)
})
