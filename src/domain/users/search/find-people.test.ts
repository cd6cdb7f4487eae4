import * as fc from 'fast-check'
import { expect } from 'vitest'
import { listUsers, type UserQuery } from '#contract/users.ts'
import { newId } from '#platform/id.ts'
import { createHouse, type House, type TestUser, test } from '../../../../test/harness.ts'
import { indexPeople } from './index-people.ts'

const find = async (house: House, owner: TestUser, q: string, some: Partial<UserQuery> = {}) =>
  (
    await house.as(owner)(listUsers, {
      params: {},
      body: { sort: 'created', reverse: false, limit: 25, q, ...some },
    })
  ).items
const names = async (house: House, owner: TestUser, q: string, some: Partial<UserQuery> = {}) =>
  (await find(house, owner, q, some)).map((user) => user.name)

async function fill(house: House) {
  const owner = await house.addOwner({
    firstName: 'Olga',
    lastName: 'Owner',
    email: 'olga@northwind.example',
  })
  const add = (firstName: string, lastName: string, email: string) =>
    house.addUser({ firstName, lastName, email })
  const john = await add('John', 'Smith', 'smith.j@acme.com')
  await add('Jane', 'Smithson', 'jsmithson@acme.com')
  await add('José', 'Łuczak', 'jose@northwind.example')
  await add('Ludwig', 'van den Berg', 'lvdb@northwind.example')
  await add('Siobhan', "O'Brien", 'sob@northwind.example')
  await add('Jürgen', 'Müller', 'juergen.mueller@northwind.example')
  await add('伟', '王', 'wang.w@northwind.example')
  await add('Mary Jane', 'Smith-Jones', 'mj@northwind.example')
  return { owner, john }
}

const findings: readonly [string, string[]][] = [
  ['jsmith', ['John Smith']],
  ['smithj', ['John Smith']],
  ['johnsmith', ['John Smith']],
  ['j smith', ['John Smith']],
  ['smith john', ['John Smith']],
  ['jonh smtih', ['John Smith']],
  ['jhon smit', ['John Smith']],
  ['jo smi', ['John Smith']],
  ['luczak jose', ['José Łuczak']],
  ['vandenberg', ['Ludwig van den Berg']],
  ['berg ludwig', ['Ludwig van den Berg']],
  ['obrien', ["Siobhan O'Brien"]],
  ["o'brien", ["Siobhan O'Brien"]],
  ['mueller', ['Jürgen Müller']],
  ['muller', ['Jürgen Müller']],
  ['Müller', ['Jürgen Müller']],
  ['王伟', ['伟 王']],
  ['伟', ['伟 王']],
  ['smithjones', ['Mary Jane Smith-Jones']],
  ['mary smith', ['Mary Jane Smith-Jones']],
  ['smith acme.com', ['John Smith', 'Jane Smithson']],
  ['name:acme', []],
  ['email:acme', ['Jane Smithson', 'John Smith']],
  ['email: smith.j', ['John Smith']],
  ['email:ludwig', []],
  ['NAME: smith', ['John Smith', 'Mary Jane Smith-Jones', 'Jane Smithson']],
]
for (const engine of ['postgresql', 'embedded'] as const) {
  test(`whoever is meant is found, nearest first, on ${engine}`, async () => {
    const { house, close } = await createHouse({ engine })
    const { owner } = await fill(house)
    for (const [q, expected] of findings) {
      const found = await names(house, owner, q)
      // Whoever else begins like it comes after them.
      const length = expected.length === 0 ? found.length : expected.length
      expect([q, found.slice(0, length)]).toEqual([q, expected])
    }
    await close()
  })
}

test('a name, address or number that was changed is found as it is now, and no longer as it was', async ({
  house,
}) => {
  const { owner, john } = await fill(house)
  const changed = {
    firstName: 'Jack',
    lastName: 'Fitzgerald',
    email: 'jack@acme.com',
    mobile: '+491701234567',
  }
  await house.work(owner, async (work) => {
    const { searchKeys } = await import('../search-keys.ts')
    await work.db
      .updateTable('users')
      .set({ ...changed, name: 'Jack Fitzgerald', emailKey: 'jack@acme.com', ...searchKeys(changed) })
      .where('id', '=', john.id)
      .execute()
    await indexPeople(work, [{ id: john.id, ...changed }])
  })
  expect(await names(house, owner, 'jfitzgerald')).toEqual(['Jack Fitzgerald'])
  expect(await names(house, owner, 'johnsmith')).toEqual([])
  for (const q of ['0170 1234567', '+49 170 123', '0049 170', '234567', 'mobile: 4567', '+49 (0)170 1234567'])
    expect([q, await names(house, owner, q)]).toEqual([q, ['Jack Fitzgerald']])
  expect(await names(house, owner, 'mobile:fitzgerald')).toEqual([])
})

test('an id of any kind leads to its person and comes first, whatever it is an id of', async ({ house }) => {
  const { owner, john } = await fill(house)
  const { tenantId } = house.tenancy
  const session = await house.addSession(john.id)
  const providerId = newId()
  const deviceId = newId()
  const at = house.now
  const insert = <T extends Parameters<House['db']['insertInto']>[0]>(table: T, row: object) =>
    house.db
      .insertInto(table)
      .values(row as never)
      .execute()
  await house.db
    .updateTable('users')
    .set({ externalId: 'HR 4711', did: 'did:key:zJohn' })
    .where('id', '=', john.id)
    .execute()
  await insert('userEmails', {
    tenantId,
    userId: john.id,
    email: 'Johnny@Work.example',
    emailKey: 'johnny@work.example',
    verifiedAt: at,
  })
  await insert('providers', {
    tenantId,
    id: providerId,
    kind: 'oidc',
    name: 'Corp',
    nameKey: 'corp',
    enabled: true,
    trusted: false,
    createsUsers: false,
    settings: '{}',
    createdAt: at,
    updatedAt: at,
  })
  await insert('providerLinks', {
    tenantId,
    id: newId(),
    providerId,
    userId: john.id,
    subject: '00u9-Subject',
    linkedAt: at,
    linkedBy: 'proof',
  })
  await insert('devices', {
    tenantId,
    id: deviceId,
    userId: john.id,
    jkt: 'jkt',
    publicJwk: '{}',
    did: 'did:key:zJohn',
    state: 'active',
    name: 'Phone',
    platform: 'android',
    pushState: 'ok',
    pinMac: Buffer.from('x'),
    enrolledAt: at,
    lastActiveAt: at,
  })
  await insert('signIns', {
    tenantId,
    id: newId(),
    reference: 'LK-7F10-2Q',
    browserHash: Buffer.from('x'),
    resume: '{}',
    state: 'begun',
    userId: john.id,
    ip: '',
    userAgent: '',
    createdAt: at,
    expiresAt: at,
  })
  const merged = newId()
  await insert('userTombstones', { tenantId, userId: merged, why: 'merged', survivorId: john.id, at })

  const ways: readonly [string, string][] = [
    ['smith.j@ACME.com', 'email'],
    ['johnny@work.example', 'email'],
    ['email: johnny@work.example', 'email'],
    [john.id, 'user-id'],
    [john.id.toUpperCase().replaceAll('-', ''), 'user-id'],
    [`id:${john.id}`, 'user-id'],
    [merged, 'user-id'],
    ['HR 4711', 'external-id'],
    ['external:HR 4711', 'external-id'],
    ['00u9-Subject', 'provider-subject'],
    ['did:key:zJohn', 'did'],
    [session.id, 'session-id'],
    [deviceId, 'device-id'],
    ['LK-7F10-2Q', 'reference'],
    ['lk 7flO 2q', 'reference'],
    ['lk7f102q', 'reference'],
    ['7F10-2Q', 'reference'],
  ]
  for (const [q, exact] of ways) {
    const [first] = await find(house, owner, q)
    expect([q, first?.name, first?.exact]).toEqual([q, 'John Smith', exact])
  }
  expect(await names(house, owner, 'external:HR')).toEqual(['John Smith'])
  for (const q of [newId(), 'LK-0000-00', 'id:john', `external:${john.id}`])
    expect(await names(house, owner, q)).toEqual([])
  // Whoever is in another organisation is nobody here, by whatever id.
  const there = await house.addTenant('contoso')
  const stranger = await house.addOwner({ tenancy: there, firstName: 'Zoltan', lastName: 'Stranger' })
  for (const q of [stranger.id, stranger.email, 'zoltan', 'zstranger'])
    expect((await names(house, owner, q)).includes('Zoltan Stranger')).toBe(false)
  expect(await names(house, stranger, 'zstrangre')).toEqual(['Zoltan Stranger'])
  expect(await names(house, stranger, john.id)).toEqual([])
})

test('what was typed is marked in the text that is shown', async ({ house }) => {
  const { owner } = await fill(house)
  const marked = async (q: string) => {
    const [user] = await find(house, owner, q)
    return user?.marks.map(({ field, start, end }) => `${field}:${(user[field] ?? '').slice(start, end)}`)
  }
  expect(await marked('jose')).toEqual(['name:José', 'email:jose'])
  expect(await marked('luc')).toEqual(['name:Łuc'])
  expect(await marked('jsmith')).toEqual(['name:J', 'name:Smith', 'email:smith', 'email:j'])
  expect(await marked('smtih john')).toEqual(['name:John', 'name:Smith', 'email:smith'])
  expect(await marked('müller')).toEqual(['name:Müller', 'email:mueller'])
  expect(await marked('王')).toEqual(['name:王'])
  expect(await marked("o'br")).toEqual(["name:O'Br"])
  expect(await marked('name:smith john')).toEqual(['name:John', 'name:Smith'])
})

test('nothing that can be typed is an error, in a small organisation and in a large one', async ({
  house,
}) => {
  const owner = await house.addOwner({ firstName: 'Olga', lastName: "O'Wner" })
  const { conditionsOf } = await import('../list-users-filter.ts')
  const { findPeople } = await import('./find-people.ts')
  const { parseTyped } = await import('./parse-typed.ts')
  const { markMatches } = await import('./mark-matches.ts')
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      "'",
      '\\',
      ':*',
      '!',
      '&',
      '|',
      '(',
      '<->',
      '\0',
      '%',
      '@',
      '.',
      "'a'",
      'email:',
      'id:',
      '+49',
      '王',
      'ﬃ',
      'İ',
      '\ud800',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.boolean(), async (pieces, large) => {
      const typed = parseTyped(pieces.join(pieces.length % 2 ? ' ' : '').slice(0, 120))
      const found = await house.work(
        owner,
        (work) => findPeople(work, typed, conditionsOf(work, { role: 'admin', signedIn: '7d' }), large),
        'read',
      )
      expect(found.length).toBeLessThan(3)
      for (const { field, start, end } of markMatches(typed, {
        name: 'Olga O\u0308Wner 王伟',
        email: 'a.b@c.de',
        mobile: '+491',
      }))
        expect(start >= 0 && start < end && end <= 30 && field.length > 0).toBe(true)
    }),
    {
      numRuns: 150,
      // What stands before the "@" is punctuation alone.
      examples: [
        [["'@", 'x'], false],
        [["'@", '𠀀'], true],
      ],
    },
  )
  const search = (q: string) =>
    house.request(
      '/api/v1/users/search',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ q }) },
      owner,
    )
  expect((await search('\ud800\'":*')).status).toBe(200)
  expect((await search('\0')).status).toBe(400)
})
