import { sql } from 'kysely'
import { expect } from 'vitest'
import { endAccount } from '#contract/accounts.ts'
import { getUser } from '#contract/users.ts'
import { findUserByEmail } from '#domain/users/find-user-by-email.ts'
import { type House, test } from '../../../test/harness.ts'
import {
  addAccount,
  addApplication,
  addLink,
  addPassword,
  addPhone,
  addProvider,
  addToken,
  eventsOf,
  merge,
  preview,
} from '../../../test/holdings.ts'
import { givePasskey } from '../../../test/passkeys.ts'
import { findSession } from '../sessions/find-session.ts'

test('everything of the duplicate is the survivor’s: sessions, links, addresses, accounts with their subjects, password', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const source = await house.addUser({ email: 'kim@old.example' })
  const target = await house.addUser({ email: 'kim@new.example' })
  await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', source.id).execute()
  const wiki = await addApplication(house, 'Wiki')
  const subject = await addAccount(house, source, wiki.id)
  const session = await house.addSession(source.id)
  const token = await addToken(house, source, { sessionId: session.id, clientId: wiki.clientId })
  const google = await addProvider(house)
  const linkId = await addLink(house, source, google, { email: 'kim@gmail.com' })
  await addPassword(house, source)

  const told = await preview(house, owner, source, target)
  expect(told).toMatchObject({
    source: { id: source.id },
    target: { id: target.id },
    sessions: { moved: 1, ended: 0 },
    devices: { moved: 0, removed: [] },
    links: [{ provider: 'Google', email: 'kim@gmail.com' }],
    aliases: ['kim@old.example'],
    accounts: { moved: ['Wiki'], ended: [] },
    events: { value: 0, about: false },
    password: 'source-moves',
    warnings: [],
  })
  expect(await house.events()).toEqual([])
  expect(await merge(house, owner, source, target)).toMatchObject({
    id: target.id,
    email: 'kim@new.example',
    version: 2,
    hasPassword: true,
    providerLinks: 1,
  })

  const { tenantId } = house.tenancy
  expect(await findSession(house.ground, tenantId, session.token)).toMatchObject({ userId: target.id })
  const found = await house.work(null, (work) => findUserByEmail(work, 'KIM@old.example'))
  expect(found).toMatchObject({ id: target.id })
  const [item] = await house.database.hot<{ payload: object; userId: string }>(
    'item',
    `select payload, user_id from oidc_item($1, 'RefreshToken', $2, $3)`,
    [tenantId, token, house.now],
  )
  expect(item).toMatchObject({ payload: { accountId: target.id }, userId: target.id })
  const accounts = await house.db.selectFrom('accounts').select(['userId', 'subject']).execute()
  expect(accounts).toEqual([{ userId: target.id, subject }])
  const links = await house.db.selectFrom('providerLinks').select(['id', 'userId', 'linkedBy']).execute()
  expect(links).toEqual([{ id: linkId, userId: target.id, linkedBy: 'merge' }])
  expect(await house.events()).toEqual(['user.provider.linked', 'user.merged'])
  const [merged] = await eventsOf(house, owner, target.id)
  expect(merged).toMatchObject({
    type: 'user.merged',
    userId: target.id,
    data: { sourceId: source.id, sessionsMoved: 1, linksMoved: 1, accountsMoved: 1, subjectsEnded: [] },
    personal: { sourceEmail: 'kim@old.example' },
  })
  // The person is told wherever they read.
  const mails = await house.mails()
  expect(mails.map(({ to }) => to)).toEqual(['kim@new.example', 'kim@old.example'])
  expect(mails[0]?.text).toContain('merged the account kim@old.example into kim@new.example')
  // The old id leads on.
  await expect(house.as(owner)(getUser, { params: { userId: source.id }, body: {} })).rejects.toMatchObject({
    code: 'user-merged',
    members: { survivorId: target.id },
  })
})

test('no table that knows users still holds the duplicate, whoever adds one', async ({ house }) => {
  const owner = await house.addOwner()
  const source = await house.addUser()
  const target = await house.addUser()
  await house.addSession(source.id)
  await addPhone(house, source)
  await addLink(house, source, await addProvider(house))
  await addPassword(house, source)
  await house.as(owner)(getUser, { params: { userId: target.id }, body: {} })
  const tables = await fillEveryTable(house, source.id)
  expect(tables.length).toBeGreaterThan(15)
  await merge(house, owner, source, target)
  const left: string[] = []
  for (const name of tables) {
    const { rows } = await sql`
      select from ${sql.table(name)} where user_id = ${source.id}`.execute(house.db)
    if (rows.length > 0) left.push(name)
  }
  // What happened stays as it was written; the tombstone leads on; a job says whom it was about.
  expect(left).toEqual(['audit_events', 'job_rows', 'user_tombstones'])
})

test('of two accounts in one application the target’s stays, and what was given out under the other ends', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const [source, target] = [await house.addUser(), await house.addUser()]
  const [wiki, mail] = [await addApplication(house, 'Wiki'), await addApplication(house, 'Mail')]
  const ended = await addAccount(house, source, wiki.id)
  const kept = await addAccount(house, target, wiki.id)
  await addAccount(house, source, mail.id)
  const { id: sessionId } = await house.addSession(source.id)
  await addToken(house, source, { sessionId, clientId: wiki.clientId })
  const goesOn = await addToken(house, source, { sessionId, clientId: mail.clientId })
  expect(await preview(house, owner, source, target)).toMatchObject({
    accounts: { moved: ['Mail'], ended: ['Wiki'] },
    warnings: ['subjects-end'],
  })
  await merge(house, owner, source, target)
  const items = await house.db.selectFrom('oidcItems').select(['id', 'userId']).execute()
  expect(items).toEqual([{ id: goesOn, userId: target.id }])
  const [merged] = await eventsOf(house, owner, target.id)
  expect(merged?.data).toMatchObject({
    subjectsEnded: [{ applicationId: wiki.id, subject: ended, kept }],
    accountsMoved: 1,
  })
})

test.for([
  ['source', true],
  ['target', false],
] as const)(
  'an account that ended for the %s stays ended for whoever is left',
  async ([whose, bars], { house }) => {
    const owner = await house.addOwner()
    const [source, target] = [await house.addUser(), await house.addUser()]
    const wiki = await addApplication(house, 'Wiki')
    for (const one of [source, target]) await addAccount(house, one, wiki.id)
    for (const one of [source, target]) {
      const { id: sessionId } = await house.addSession(one.id)
      await addToken(house, one, { sessionId, clientId: wiki.clientId })
    }
    const { id } = whose === 'source' ? source : target
    await house.as(owner)(endAccount, {
      params: { userId: id, applicationId: wiki.id },
      body: { deactivateIfLast: false },
    })
    expect(await preview(house, owner, source, target)).toMatchObject({
      warnings: ['subjects-end', 'ended-account-stays'],
    })
    await merge(house, owner, source, target)
    const accounts = await house.db.selectFrom('accounts').select(['userId', 'endedAt']).execute()
    expect(accounts).toEqual([{ userId: target.id, endedAt: house.now }])
    expect(await house.db.selectFrom('oidcItems').select('id').execute()).toEqual([])
    const told = (await eventsOf(house, owner, target.id)).filter(({ type }) => type === 'account.ended')
    expect(told.map(({ data }) => data.why)).toEqual(bars ? ['merged', 'administrator'] : ['administrator'])
  },
)

test('an ended account that only the duplicate had moves as it is', async ({ house }) => {
  const owner = await house.addOwner()
  const [source, target] = [await house.addUser(), await house.addUser()]
  const wiki = await addApplication(house, 'Wiki')
  const subject = await addAccount(house, source, wiki.id)
  await house.as(owner)(endAccount, {
    params: { userId: source.id, applicationId: wiki.id },
    body: { deactivateIfLast: false },
  })
  expect(await preview(house, owner, source, target)).toMatchObject({ warnings: ['ended-account-stays'] })
  await merge(house, owner, source, target)
  const accounts = await house.db.selectFrom('accounts').select(['userId', 'subject', 'endedAt']).execute()
  expect(accounts).toEqual([{ userId: target.id, subject, endedAt: house.now }])
})

test('sessions end where either is an administrator, or not active: a proof never rises', async ({
  house,
}) => {
  const owner = await house.addOwner()
  for (const [from, to] of [
    [await house.addUser(), await house.addAdmin('help-desk')],
    [await house.addAdmin('help-desk'), await house.addAdmin('help-desk')],
    [await house.addAdmin('help-desk'), await house.addUser()],
    [await house.addUser(), await house.addUser({ status: 'invited' })],
  ] as const) {
    const { token } = await house.addSession(from.id)
    expect(await preview(house, owner, from, to)).toMatchObject({ sessions: { moved: 0, ended: 1 } })
    await merge(house, owner, from, to)
    expect(await findSession(house.ground, house.tenancy.tenantId, token)).toBeUndefined()
    const rows = await house.db
      .selectFrom('sessions')
      .select(['userId', 'endedWhy'])
      .where('userId', '=', to.id)
      .execute()
    expect(rows).toEqual([{ userId: to.id, endedWhy: 'merged' }])
  }
})

test('phones of another identity are removed and told; of the same one they move', async ({ house }) => {
  const owner = await house.addOwner()
  const target = await house.addUser()
  const kept = await addPhone(house, target)
  const stranger = await house.addUser()
  const removed = await addPhone(house, stranger, 'Old phone')
  expect(await preview(house, owner, stranger, target)).toMatchObject({
    devices: { moved: 0, removed: ['Old phone'] },
    warnings: ['different-phones'],
  })
  await merge(house, owner, stranger, target)
  const pushes = await house.pushes()
  expect(pushes).toMatchObject([{ deviceId: removed, message: { t: 'revoke' } }])

  const identityId = crypto.randomUUID()
  await house.db
    .insertInto('identities')
    .values({ id: identityId, did: 'did:key:same', createdAt: house.now })
    .execute()
  const twin = await house.addUser()
  await house.db.updateTable('users').set({ identityId }).where('id', 'in', [twin.id, target.id]).execute()
  const lost = { restoreByClaim: true, lastBackupAt: house.now }
  await house.db.updateTable('users').set(lost).where('id', '=', twin.id).execute()
  const moved = await addPhone(house, twin, 'Tablet')
  expect(await preview(house, owner, twin, target)).toMatchObject({ devices: { moved: 1, removed: [] } })
  await merge(house, owner, twin, target)
  const devices = await house.db
    .selectFrom('devices')
    .select(['id', 'state', 'pushTarget'])
    .where('userId', '=', target.id)
    .orderBy('enrolledAt')
    .orderBy('id')
    .execute()
  expect(devices).toEqual([
    { id: kept, state: 'active', pushTarget: true },
    { id: removed, state: 'removed', pushTarget: false },
    { id: moved, state: 'active', pushTarget: false },
  ])
  expect(await house.db.selectFrom('identities').select('id').execute()).toEqual([{ id: identityId }])
  const person = house.db.selectFrom('users').select(['restoreByClaim', 'lastBackupAt'])
  expect(await person.where('id', '=', target.id).execute()).toEqual([lost])
})

test('passkeys end, and the preview names them', async ({ house }) => {
  const owner = await house.addOwner()
  const [twin, target] = [await house.addUser(), await house.addUser()]
  for (const user of [twin, target]) await givePasskey(house, user)
  expect(await preview(house, owner, twin, target)).toMatchObject({
    passkeys: ['Elsewhere'],
    warnings: ['passkeys-end'],
  })
  await merge(house, owner, twin, target)
  const left = await house.db.selectFrom('passkeys').select('userId').execute()
  expect(left).toEqual([{ userId: target.id }])
})

test('of two passwords the target’s wins; a temporary one does not move', async ({ house }) => {
  const owner = await house.addOwner()
  const [both, target] = [await house.addUser(), await house.addUser()]
  await addPassword(house, both)
  await addPassword(house, target)
  expect(await preview(house, owner, both, target)).toMatchObject({
    password: 'target-wins',
    warnings: ['both-have-passwords'],
  })
  await merge(house, owner, both, target)
  const [cleared] = (await eventsOf(house, owner, target.id)).filter(
    ({ type }) => type === 'user.password.cleared',
  )
  expect(cleared).toMatchObject({ userId: both.id, data: { why: 'merged' } })

  const [temporary, bare] = [await house.addUser(), await house.addUser()]
  await addPassword(house, temporary, { temporary: true })
  expect(await preview(house, owner, temporary, bare)).toMatchObject({ password: 'none' })
  expect(await merge(house, owner, temporary, bare)).toMatchObject({ hasPassword: false })
  const rows = await house.db.selectFrom('passwords').select(['userId', 'hash']).execute()
  expect(rows).toEqual([{ userId: target.id, hash: `$argon2id$of-${target.id}` }])
})

test('an invited target that inherits a way in becomes active, and an unverified address leads nowhere', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const source = await house.addUser()
  const target = await house.addUser({ status: 'invited' })
  await addLink(house, source, await addProvider(house))
  const { token } = await house.addSession(source.id)
  expect(await preview(house, owner, source, target)).toMatchObject({ aliases: [], sessions: { moved: 1 } })
  expect(await merge(house, owner, source, target)).toMatchObject({ status: 'active' })
  expect(await findSession(house.ground, house.tenancy.tenantId, token)).toMatchObject({ userId: target.id })
  expect(await house.events()).toEqual(['user.provider.linked', 'user.activated', 'user.merged'])
  expect(await house.work(null, (work) => findUserByEmail(work, source.email))).toBeUndefined()
})

/** A row about this person in every table where there is none yet, made of the types and the checks of its columns. */
async function fillEveryTable(house: House, userId: string): Promise<string[]> {
  const { tenantId } = house.tenancy
  await addApplication(house, 'Wiki')
  await sql`insert into jobs (tenant_id, id, kind, state, input, created_by, total, created_at, updated_at)
    values (${tenantId}, ${userId}, 'x', 'paused', '{}', ${userId}, 0, now(), now())`.execute(house.db)
  const { rows: columns } = await sql<{ table: string; column: string; type: string; check: string | null }>`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type,
      (select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as "check"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (a.attname = 'user_id' or (a.attnotnull and not a.atthasdef)) and not a.attisdropped
      and exists (select from pg_attribute u where u.attrelid = c.oid and u.attname = 'user_id' and not u.attisdropped)
    order by 1, a.attnum`.execute(house.db)
  const known: Record<string, string> = {
    provider_id: '(select id from providers limit 1)',
    application_id: '(select id from applications limit 1)',
    tenant_id: `'${tenantId}'`,
    user_id: `'${userId}'`,
    job_id: `'${userId}'`,
  }
  const made: Record<string, string> = {
    uuid: 'gen_random_uuid()',
    bytea: "'x'::bytea",
    'timestamp with time zone': 'now()',
    jsonb: "'{}'",
    integer: '1',
    bigint: '1',
    boolean: 'false',
    'text[]': "'{}'",
  }
  const allowed = (check: string | null) => /ARRAY\['([^']*)/.exec(check ?? '')?.[1] ?? 'A'.repeat(22)
  const tables = [...new Set(columns.map(({ table }) => table))]
  for (const table of tables) {
    const of = columns.filter((one) => one.table === table)
    const names = of.map(({ column }) => column)
    const values = of.map(({ column, type, check }) => known[column] ?? made[type] ?? `'${allowed(check)}'`)
    const { rows } = await sql`select from ${sql.table(table)} where user_id = ${userId}`.execute(house.db)
    // Of somebody who is there, no tombstone tells.
    if (rows.length > 0 || table === 'user_tombstones') continue
    await sql.raw(`insert into ${table} (${names.join()}) values (${values.join()})`).execute(house.db)
  }
  return tables
}
