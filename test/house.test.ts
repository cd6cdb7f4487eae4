import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { events } from '#contract/events.ts'
import { operations } from '#contract/operations.ts'
import { problems } from '#contract/problem.ts'
import { createHouse, type House, test } from './harness.ts'

/** What must be true of the house as a whole, whoever adds to it. */
const root = join(import.meta.dirname, '..')

/** Belong to the installation, or are what all tenants share. */
const withoutTenant = ['installation', 'tenants', 'tenant_tombstones', 'identities', 'schema_migrations']

async function tablesOf(house: House) {
  const { rows } = await sql<{
    name: string
    columns: string[]
    rls: boolean
    policies: number
    key: string | null
  }>`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      c.relrowsecurity as rls,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
      (select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by 1`.execute(house.db)
  return rows
}

for (const engine of ['postgresql', 'embedded'] as const) {
  describe(`on ${engine}`, () => {
    test('every table of a tenant has its policy, and its key begins with the tenant', async () => {
      const { house, close } = await createHouse({ engine })
      const tables = await tablesOf(house)
      expect(tables.length).toBeGreaterThan(20)
      for (const table of tables) {
        if (withoutTenant.includes(table.name)) continue
        expect([table.name, table.rls, table.policies > 0, table.key]).toEqual([
          table.name,
          true,
          true,
          'tenant_id',
        ])
      }
      await close()
    })

    test('a unit of work cannot change or delete what the audit log says, nor see another tenant', async () => {
      const { house, close } = await createHouse({ engine })
      const { id } = await house.addUser()
      const there = await house.addTenant('contoso')
      await house.work(null, async (work) => {
        const { record } = await import('#domain/audit/record.ts')
        await record(work, 'user.reactivated', { userId: id, status: 'active' })
      })
      const refused = { code: '42501' }
      const tries = [
        house.work(null, (work) => work.db.updateTable('auditEvents').set({ type: 'nothing' }).execute()),
        house.work(null, (work) => work.db.deleteFrom('auditEvents').execute()),
        house.work(null, (work) => sql`truncate audit_events`.execute(work.db)),
        house.work(null, (work) => sql`delete from audit_events_default`.execute(work.db)),
        house.work(null, (work) =>
          work.db.updateTable('users').set({ tenantId: there.tenantId }).where('id', '=', id).execute(),
        ),
      ]
      for (const attempt of await Promise.allSettled(tries)) {
        expect(attempt).toMatchObject({ status: 'rejected', reason: refused })
      }
      const keeper = await house.addOwner({ tenancy: there })
      const seen = await house.work(
        keeper,
        (work) => work.db.selectFrom('users').select('id').execute(),
        'read',
      )
      expect(seen).toEqual([{ id: keeper.id }])
      expect(await house.events()).toContain('user.reactivated')
      await close()
    })
  })
}

test('every index of a tenant begins with the tenant, but those by which the installation sweeps or looks up', async ({
  house,
}) => {
  const { rows } = await sql<{ name: string; first: string }>`
    select i.indexrelid::regclass::text as name, a.attname::text as first
    from pg_index i
    join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace and not c.relispartition
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
      and a.attname <> 'tenant_id'
    order by 1`.execute(house.db)
  const acrossTenants = /_(?:expiry|reset|created|due|identity|anywhere)$/
  expect(rows.filter((row) => !acrossTenants.test(row.name))).toEqual([])
})

test('tables say what the database has, column by column', async ({ house }) => {
  const snake = (name: string) => name.replace(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`)
  const described = new Map<string, string[]>()
  for (const source of await read('src/domain/tables', (name) => name !== 'columns.ts')) {
    const body = source.slice(source.indexOf('export interface '))
    for (const [, name = '', columns = ''] of body.matchAll(
      /^ {2}(\w+): \{([\s\S]*?)\}(?=\n {2}\w+: \{|\n\}\s*$)/gm,
    )) {
      const names = [...columns.matchAll(/(?:^|[;{\n])\s*(\w+):/g)].map(([, column = '']) => snake(column))
      described.set(snake(name), names.sort())
    }
  }
  const tables = (await tablesOf(house)).filter((table) => table.name !== 'schema_migrations')
  expect([...described.keys()].sort()).toEqual(tables.map((table) => table.name).sort())
  for (const table of tables)
    expect([table.name, described.get(table.name)]).toEqual([table.name, table.columns])
})

test('every problem and every event is used, and every operation is named by a test', async () => {
  const sources = await read('src', (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  const tests = [
    ...(await read('src', (name) => /\.test\.tsx?$/.test(name))),
    ...(await read('test', (name) => /\.tsx?$/.test(name))),
  ].join('\n')
  const code = sources.join('\n')
  const used = (word: string, least: number) =>
    code.split(`'${word}'`).length - 1 >= least || code.includes(`  ${word}: {`)
  expect(Object.keys(problems).filter((name) => !used(name, 2))).toEqual([])
  expect(Object.keys(events).filter((name) => !used(name, 2))).toEqual([])
  expect([...operations.keys()].filter((name) => !new RegExp(`\\b${name}\\b`).test(tests))).toEqual([])
})

async function read(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true })
  return Promise.all(names.filter(wanted).map((name) => readFile(join(root, folder, name), 'utf8')))
}
