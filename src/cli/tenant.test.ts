import { expect } from 'vitest'
import { checkStatus } from '#phone/status.ts'
import { runCommand } from '../../test/command.ts'
import { type House, test } from '../../test/harness.ts'
import { createPhone, enrolPhone } from '../../test/phone-harness.ts'

const run = (house: House, ...args: string[]) => runCommand(house, 'tenant', ...args)

const contoso = [
  ...['create', '--name', 'Contoso Ltd.', '--owner-email', 'ada@contoso.example'],
  ...['--owner-first-name', 'Ada', '--owner-last-name', 'Byron'],
]

/** An installation counts as set up from its first start in a browser on. */
const markSetUp = (house: House) => house.db.updateTable('installation').set({ setUpAt: house.now }).execute()

test('a second organisation is made by command, its owner enrols, and it is apart from the first', async ({
  house,
}) => {
  await markSetUp(house)
  const made = await run(house, ...contoso)
  expect(made).toMatchObject({ code: 0 })
  expect(made.said).toContain('Contoso Ltd. is there: http://localhost:3000/t/contoso-ltd')
  const link = /^Link: {2}(\S+)$/m.exec(made.said)?.[1] ?? ''
  expect(new URL(link).hash).toContain(encodeURIComponent('http://localhost:3000/t/contoso-ltd'))

  const owner = await house.db
    .selectFrom('users')
    .select(['id', 'tenantId', 'adminRole', 'status'])
    .where('email', '=', 'ada@contoso.example')
    .executeTakeFirstOrThrow()
  expect(owner).toMatchObject({ adminRole: 'owner', status: 'invited' })
  expect(owner.tenantId).not.toBe(house.tenancy.tenantId)
  const events = await house.db
    .selectFrom('auditEvents')
    .select('type')
    .where('tenantId', '=', owner.tenantId)
    .execute()
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['tenant.created', 'user.created', 'claim.issued']),
  )

  // The same name again is refused, and so is a host of somebody else.
  expect(await run(house, ...contoso)).toMatchObject({ code: 1, said: expect.stringContaining('short name') })
  expect(await run(house, ...contoso, '--slug', 'No Good')).toMatchObject({ code: 1 })
  expect(await run(house, ...contoso, '--slug', 'other', '--host', 'contoso.localhost:3000')).toMatchObject({
    code: 0,
  })
  expect(await run(house, ...contoso, '--slug', 'third', '--host', 'contoso.localhost:3000')).toMatchObject({
    code: 1,
    said: 'That host belongs to another organisation.',
  })
})

test('nothing is made before the installation is set up, and not without an owner', async ({ house }) => {
  await house.db.updateTable('installation').set({ setUpAt: null }).execute()
  expect(await run(house, ...contoso)).toMatchObject({
    code: 1,
    said: expect.stringContaining('not been set up'),
  })
  expect(await run(house, 'create', '--name', 'Contoso')).toMatchObject({ code: 1 })
})

test('an organisation that is closed serves nobody, its phones forget it, and the first is never closed', async ({
  house,
}) => {
  const there = await house.addTenant('contoso')
  const kim = await house.addUser({ tenancy: there, email: 'kim@contoso.example', status: 'invited' })
  const phone = createPhone(house)
  const { enrolment } = await enrolPhone(house, kim, { phone, pin: '493817' })
  const { token } = await house.addSession(kim.id, { tenancy: there })

  expect((await run(house, 'close', 'contoso')).said).toContain('Nothing was done.')
  expect(await run(house, 'close', 'contoso', '--yes')).toMatchObject({
    code: 0,
    said: expect.stringContaining('is closed'),
  })
  const sessions = await house.db
    .selectFrom('sessions')
    .select('endedAt')
    .where('userId', '=', kim.id)
    .execute()
  expect(sessions).toEqual([{ endedAt: expect.any(Date) }])
  expect(token).toBeTruthy()
  expect((await house.request('/t/contoso/sign-in', {})).status).toBe(404)
  const { appUrl: appOrigin } = there
  expect(await checkStatus(phone, enrolment, { appOrigin })).toMatchObject({
    kind: 'wipe',
    status: { state: 'tenant-gone' },
  })
  expect((await run(house, 'list')).said).not.toContain('contoso')
  expect(await run(house, 'close', 'contoso', '--yes')).toMatchObject({ code: 1 })
  expect(await run(house, 'close', house.tenancy.slug, '--yes')).toMatchObject({
    code: 1,
    said: expect.stringContaining('The first organisation is the installation itself'),
  })
  const events = await house.db
    .selectFrom('auditEvents')
    .select('type')
    .where('tenantId', '=', there.tenantId)
    .execute()
  expect(events.map(({ type }) => type)).toContain('tenant.closed')
})
