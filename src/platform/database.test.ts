import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase as emptyEmbedded } from '../../test/embedded.ts'
import { emptyDatabase, makeOwner, startPostgres } from '../../test/postgres.ts'
import { type Database, type DatabaseConfig, openDatabase } from './database.ts'
import { newId } from './id.ts'
import { createLog } from './log.ts'

interface Tables {
  notes: {
    tenantId: string
    id: string
    body: string
    extra: unknown
    madeAt: Date
    size: number | null
    blob: Buffer | null
    tags: string[] | null
  }
}

const schema = `
  do $$ begin create role latchkey_app nologin; exception when duplicate_object or unique_violation then null; end $$;
  do $$ begin
    execute format('grant latchkey_app to %I', current_user);
  exception when others then null; end $$;
  create table notes (tenant_id uuid, id uuid, body text not null, extra jsonb, made_at timestamptz not null,
    size bigint, blob bytea, tags uuid[], primary key (tenant_id, id));
  alter table notes enable row level security;
  create policy tenant on notes using (tenant_id = (select nullif(current_setting('latchkey.tenant_id', true), '')::uuid));
  grant usage on schema public to latchkey_app;
  grant select, insert, update, delete on notes to latchkey_app;
  create function note_body(wanted uuid) returns table (note_body text, made_at timestamptz) language plpgsql stable
    security definer set search_path = public as $$
    begin return query select body, notes.made_at from notes where id = wanted; end $$;`

const log = createLog({ level: 'silent' })
const tenant = newId()
const other = newId()
const note = (tenantId: string, body = 'hello'): Tables['notes'] => ({
  tenantId,
  id: newId(),
  body,
  extra: null,
  madeAt: new Date('2026-01-02T03:04:05.678Z'),
  size: null,
  blob: null,
  tags: null,
})
const code = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error)

describe.each(['postgresql', 'embedded'] as const)('on %s', (kind) => {
  let database: Database<Tables>
  let config: DatabaseConfig
  let drop: () => Promise<void>

  beforeAll(async () => {
    if (kind === 'postgresql') {
      // A cluster of its own: roles are shared by all databases of one, and here theirs loses its name for a while.
      const server = await startPostgres()
      drop = () => server.stop()
      await makeOwner(server.url)
      const made = await emptyDatabase(server.url)
      config = { kind, url: made.url, poolSize: 3 }
    } else {
      const made = await emptyEmbedded()
      drop = made.drop
      config = { kind, folder: made.folder }
    }
    database = await openDatabase<Tables>(config, log)
    await database.administer((connection) => connection.run(schema))
  })
  afterAll(async () => {
    await database.close().finally(drop)
  })

  const insert = (row: ReturnType<typeof note>, as = row.tenantId) =>
    database.within(as, 'write', (db) => db.insertInto('notes').values(row).execute())
  const bodies = (tenantId: string) =>
    database.within(tenantId, 'read', async (db) => {
      const rows = await db.selectFrom('notes').select('body').orderBy('id').execute()
      return rows.map((row) => row.body)
    })

  test('values come back as they went in', async () => {
    const row = {
      ...note(tenant, 'values'),
      extra: { a_b: { c_d: 1 }, fooBar: [1] },
      size: 2 ** 40,
      blob: Buffer.from([0, 255]),
      tags: [tenant, other],
    }
    await insert({ ...row, extra: JSON.stringify(row.extra) } as never)
    const [read] = await database.within(tenant, 'read', (db) =>
      db.selectFrom('notes').selectAll().where('id', '=', row.id).execute(),
    )
    expect(read).toEqual(row)
    expect(Buffer.isBuffer(read?.blob)).toBe(true)
    const [{ count } = { count: undefined }] = await database.within(tenant, 'read', (db) =>
      db
        .selectFrom('notes')
        .select((e) => e.fn.countAll().as('count'))
        .where('id', '=', row.id)
        .execute(),
    )
    expect(count).toBe(1)
  })

  test('a unit sees and writes its own tenant alone', async () => {
    await insert(note(tenant, 'mine'))
    await insert(note(other, 'theirs'))
    expect(await bodies(tenant)).not.toContain('theirs')
    expect(await bodies(other)).toEqual(['theirs'])
    await expect(insert(note(other), tenant).catch(code)).resolves.toBe('42501')
    await expect(
      database
        .within(tenant, 'write', (db) => db.updateTable('notes').set({ tenantId: other }).execute())
        .catch(code),
    ).resolves.toBe('42501')
    expect(await bodies(newId())).toEqual([])
  })

  test('units of two tenants at once do not mix', async () => {
    const [one, two] = [newId(), newId()]
    await insert(note(one, 'one'))
    await insert(note(two, 'two'))
    const seen = await Promise.all(Array.from({ length: 40 }, (_, i) => bodies(i % 2 ? one : two)))
    expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => (i % 2 ? ['one'] : ['two'])))
  })

  test('a read refuses a write', async () => {
    const attempt = database.within(tenant, 'read', (db) => db.deleteFrom('notes').execute())
    await expect(attempt.catch(code)).resolves.toBe('25006')
  })

  test('a unit that rejects leaves nothing, and the connection is good for the next', async () => {
    const refused = new Error('refused')
    const lone = newId()
    const attempt = database.within(lone, 'write', async (db) => {
      await db.insertInto('notes').values(note(lone)).execute()
      throw refused
    })
    await expect(attempt).rejects.toBe(refused)
    expect(await bodies(lone)).toEqual([])
  })

  test('a swallowed error does not let half a unit commit', async () => {
    const lone = newId()
    const attempt = database.within(lone, 'write', async (db) => {
      await db.insertInto('notes').values(note(lone)).execute()
      await sql`select 1 / 0`.execute(db).catch(() => {})
    })
    await expect(attempt).rejects.toThrow()
    expect(await bodies(lone)).toEqual([])
  })

  test('what is no tenant id never reaches the database', async () => {
    for (const wrong of ['', 'x', `${tenant}'; drop table notes; --`, `${tenant}\n`, tenant.toUpperCase()]) {
      await expect(bodies(wrong)).rejects.toThrow(TypeError)
    }
  })

  test('an opening that fails leaves the connections healthy', async () => {
    await database.administer((connection) =>
      connection.run('alter role latchkey_app rename to latchkey_away'),
    )
    try {
      const attempts = await Promise.allSettled(Array.from({ length: 6 }, () => bodies(tenant)))
      expect(attempts.map((attempt) => attempt.status)).toEqual(Array(6).fill('rejected'))
      expect(await database.hot('after', 'select 1 as one', [])).toEqual([{ one: 1 }])
    } finally {
      await database.administer((connection) =>
        connection.run('alter role latchkey_away rename to latchkey_app'),
      )
    }
    const lone = newId()
    await insert(note(lone, 'after'))
    expect(await Promise.all(Array.from({ length: 6 }, () => bodies(lone)))).toEqual(Array(6).fill(['after']))
  })

  test('where the opening fails, no statement of the unit has run', async () => {
    const lone = newId()
    await database.administer((connection) =>
      connection.run('alter role latchkey_app rename to latchkey_away'),
    )
    try {
      const attempt = database.within(lone, 'write', async (db) => {
        await db.insertInto('notes').values(note(lone, 'first')).execute().catch(code)
        await db.insertInto('notes').values(note(lone, 'second')).execute().catch(code)
      })
      await expect(attempt).rejects.toThrow('latchkey_app')
    } finally {
      await database.administer((connection) =>
        connection.run('alter role latchkey_away rename to latchkey_app'),
      )
    }
    // As the login, whom no policy binds.
    const written = await database.outside
      .selectFrom('notes')
      .select('body')
      .where('tenantId', '=', lone)
      .execute()
    expect(written).toEqual([])
  })

  test('a unit without a statement commits and rolls back', async () => {
    expect(await database.within(tenant, 'write', async () => 'done')).toBe('done')
    const refused = new Error('refused')
    await expect(
      database.within(tenant, 'write', async () => {
        throw refused
      }),
    ).rejects.toBe(refused)
    expect(await bodies(newId())).toEqual([])
  })

  test('inside a unit every other way to the database is refused', async () => {
    const inside = (attempt: () => Promise<unknown>) => database.within(tenant, 'write', attempt)
    await expect(inside(() => bodies(tenant))).rejects.toThrow('inside a unit of work')
    await expect(inside(() => database.hot('x', 'select 1', []))).rejects.toThrow('inside a unit of work')
    await expect(inside(() => database.outside.selectFrom('notes').selectAll().execute())).rejects.toThrow(
      'inside a unit of work',
    )
    expect(await bodies(newId())).toEqual([])
  })

  test('what a unit started and did not wait for may open its own unit afterwards', async () => {
    const go = Promise.withResolvers<void>()
    const later = await database.within(tenant, 'write', async () => ({
      read: go.promise.then(() => bodies(other)),
    }))
    go.resolve()
    expect(await later.read).toEqual(['theirs'])
  })

  test('a hot read is one named statement with camel-case rows', async () => {
    const row = note(tenant, 'hot')
    await insert(row)
    for (let round = 0; round < 3; round++) {
      const read = await database.hot<{ noteBody: string; madeAt: Date }>(
        'note_body',
        'select note_body, made_at from note_body($1)',
        [row.id],
      )
      expect(read).toEqual([{ noteBody: 'hot', madeAt: row.madeAt }])
    }
  })

  test('constraint errors carry code and constraint', async () => {
    const row = note(tenant)
    await insert(row)
    await expect(insert(row)).rejects.toMatchObject({ code: '23505', constraint: 'notes_pkey' })
  })

  test('read-modify-write under a lock loses nothing', async () => {
    const row = { ...note(newId()), size: 0 }
    await insert(row)
    const increment = () =>
      database.within(row.tenantId, 'write', async (db) => {
        const { size } = await db
          .selectFrom('notes')
          .select('size')
          .where('id', '=', row.id)
          .forUpdate()
          .executeTakeFirstOrThrow()
        await db
          .updateTable('notes')
          .set({ size: (size ?? 0) + 1 })
          .where('id', '=', row.id)
          .execute()
      })
    await Promise.all(Array.from({ length: 30 }, increment))
    const after = await database.within(row.tenantId, 'read', (db) =>
      db.selectFrom('notes').select('size').execute(),
    )
    expect(after).toEqual([{ size: 30 }])
  })

  test('deeply nested values are refused, or stored, never dropped', async () => {
    for (const levels of [1000, 6000, 20_000, 200_000]) {
      const lone = newId()
      const extra = '['.repeat(levels) + ']'.repeat(levels)
      const outcome = await insert({ ...note(lone), extra } as never).then(() => 'stored', code)
      expect(outcome).toBeOneOf(['stored', '54001'])
      expect(await bodies(lone)).toHaveLength(outcome === 'stored' ? 1 : 0)
    }
  })

  test('outside a unit an ordinary transaction is possible', async () => {
    const attempt = database.outside.transaction().execute(async (db) => {
      await sql`create table gone (id int)`.execute(db)
      throw new Error('no')
    })
    await expect(attempt).rejects.toThrow('no')
    await expect(sql`select * from gone`.execute(database.outside).catch(code)).resolves.toBe('42P01')
  })

  test('a notice is heard at once in this process, and a failing listener harms nobody', async () => {
    const heard: string[] = []
    const stopFailing = database.hub.subscribe('local', () => {
      throw new Error('bad listener')
    })
    const stop = database.hub.subscribe('local', (notice) => heard.push(notice.id))
    database.hub.publish([
      { topic: 'local', tenantId: tenant, id: 'a' },
      { topic: 'elsewhere', tenantId: tenant, id: 'b' },
    ])
    expect(heard).toEqual(['a'])
    stop()
    stopFailing()
    database.hub.publish([{ topic: 'local', tenantId: tenant, id: 'c' }])
    expect(heard).toEqual(['a'])
  })
})
