import type { Generated } from 'kysely'
import { type Database, openDatabase } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import { emptyDatabase } from './postgres.ts'

export interface NotesTables {
  notes: { id: Generated<number>; body: string }
}

/** A PostgreSQL database with two notes of nobody's, over one connection: what a unit leaves behind, the next one finds. */
export async function openNotes(): Promise<{
  database: Database<NotesTables>
  url: string
  close(): Promise<void>
}> {
  const { url, drop } = await emptyDatabase()
  const database = await openDatabase<NotesTables>(
    { kind: 'postgresql', url, poolSize: 1 },
    createLog({ level: 'silent' }),
  )
  await database.administer((connection) =>
    connection.run(`
      do $$ begin create role latchkey_app nologin; exception when duplicate_object or unique_violation then null; end $$;
      do $$ begin execute format('grant latchkey_app to %I', current_user); exception when others then null; end $$;
      create table notes (id serial primary key, body text not null);
      grant usage on schema public to latchkey_app;
      grant all on notes, notes_id_seq to latchkey_app;
      insert into notes (body) values ('one'), ('two')`),
  )
  return { database, url, close: () => database.close().finally(drop) }
}
