import { writeSync } from 'node:fs'
import { sql } from 'kysely'
import { openDatabase } from '#platform/database.ts'
import { newId } from '#platform/id.ts'
import { createLog } from '#platform/log.ts'

/**
 * A process that writes into the embedded database until it is killed, and says what was acknowledged: `ready`,
 * then one id a line. `node embedded-writer.ts <folder>`
 */
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('which folder?')
const say = (line: string) => writeSync(1, `${line}\n`)

const database = await openDatabase<{ marks: { id: string; seen: number } }>(
  { kind: 'embedded', folder },
  createLog({ level: 'silent' }),
)
await database.administer((connection) =>
  connection.run(`do $$ begin create role latchkey_app nologin; exception when duplicate_object then null; end $$;
    create table if not exists marks (id uuid primary key, seen int not null);
    create index if not exists marks_seen on marks (seen, id);
    grant all on marks to latchkey_app`),
)
say('ready')

const tenant = newId()
for (let count = 1; ; count++) {
  const ids = [newId(), newId()]
  await database.within(tenant, 'write', async (db) => {
    for (const id of ids) await db.insertInto('marks').values({ id, seen: count }).execute()
  })
  say(ids.join('\n'))
  await database.within(tenant, 'write', (db) =>
    db
      .updateTable('marks')
      .set({ seen: count + 1 })
      .where('seen', '=', count)
      .execute(),
  )
  if (count % 50 === 0) await sql`checkpoint`.execute(database.outside)
}
