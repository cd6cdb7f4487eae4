import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type NotesTables, openNotes } from '../../test/notes-database.ts'
import { builtOnce } from './built-once.ts'
import type { Database } from './database.ts'
import { newId } from './id.ts'
import { later } from './later.ts'

type Db = Transaction<NotesTables>

const tenant = newId()
let database: Database<NotesTables>
let close: () => Promise<void>

beforeAll(async () => {
  ;({ database, close } = await openNotes())
})
afterAll(() => close())

const within = <T>(unit: (db: Db) => Promise<T>) => database.within(tenant, 'write', unit)

test('a statement is built once and runs with the values of each call', async () => {
  let built = 0
  const bodies = builtOnce((db: Db, of: { id: number; body: string }) => {
    built += 1
    return db
      .selectFrom('notes')
      .select(['body', sql<string>`${of.body} || ${of.id}::text`.as('both')])
      .where('id', '=', of.id)
  })
  expect(await within((db) => bodies(db, { id: 1, body: 'a' }))).toEqual([{ body: 'one', both: 'a1' }])
  const two = await within((db) =>
    Promise.all([bodies(db, { id: 2, body: 'b' }), bodies(db, { id: 1, body: 'c' })]),
  )
  expect(two).toEqual([[{ body: 'two', both: 'b2' }], [{ body: 'one', both: 'c1' }]])
  expect(built).toBe(1)
})

test('a value may be null, and what goes later goes later', async () => {
  const insert = builtOnce((db: Db, { body }: { body: string }) =>
    db.insertInto('notes').values({ body }).modifyEnd(later),
  )
  const same = builtOnce((db: Db, of: { body: string | null }) =>
    db.selectFrom('notes').select('body').where(sql<boolean>`body is not distinct from ${of.body}`),
  )
  const found = await within(async (db) => {
    expect(await insert(db, { body: 'later' })).toEqual([])
    return Promise.all([same(db, { body: 'later' }), same(db, { body: null })])
  })
  expect(found).toEqual([[{ body: 'later' }], []])
})

test('a statement that hangs on a value, or is run without one, is refused', async () => {
  const inside = builtOnce((db: Db, of: { id: number }) =>
    db
      .selectFrom('notes')
      .select('body')
      .where(sql<boolean>`id = any(${[of.id]}::int[])`),
  )
  await expect(within((db) => inside(db, { id: 1 }))).rejects.toThrow('the value of a parameter')
  const text = builtOnce((db: Db, of: { body: string }) =>
    db.selectFrom('notes').select('id').where('body', '=', `${of.body}!`),
  )
  await expect(within((db) => text(db, { body: 'one' }))).rejects.toThrow('the value of a parameter')
  const whole = builtOnce((db: Db, of: { id: number }) =>
    db.selectFrom('notes').select('body').where('id', '=', of.id),
  )
  await expect(within((db) => whole(db, {} as { id: number }))).rejects.toThrow('was run without id')
})
