import { randomBytes } from 'node:crypto'
import pg from 'pg'

/**
 * The databases that tests take turns with. Copying the template means hundreds of files, which takes ten times as
 * long as deleting the rows that a test has left: so a database goes from test to test, emptied in between, as long
 * as it still has the template's schema and is small.
 */

/** Beyond this a fresh copy is cheaper, and nearer to what an organisation starts with. */
const largestKeptBytes = 2_000_000

/** Of advisory locks: one that a copy is being made, one (with the hash of its name) that a database is taken. */
const lock = { copying: 4711, taken: 4712 }

/** The template's name and eight bytes: which run they belong to is told by the first. */
const copyOf = (template: string) => `${template}_${randomBytes(8).toString('hex')}`

/** Names of the databases that this process has. */
const mine = new Set<string>()

export interface TakenDatabase {
  readonly name: string
  /** For the next test, in this process or another. */
  giveBack(): Promise<void>
}

/**
 * @param admin is the server's URL as a superuser.
 * @param owner is the role that owns a copy.
 */
export async function takeDatabase(admin: string, template: string, owner: string): Promise<TakenDatabase> {
  const keeper = await connectKeeper(admin)
  for (;;) {
    const name = await takeIdle(keeper, template)
    if (name === undefined) break
    if (await emptied(admin, name)) return taken(keeper, name)
    await keeper.query(`drop database if exists ${name} with (force)`)
    await free(keeper, name)
  }
  return taken(keeper, await makeCopy(keeper, template, owner))
}

const taken = (keeper: pg.Client, name: string): TakenDatabase => ({
  name,
  giveBack: () => free(keeper, name),
})

/** A lock of the session: if this process ends before it gives a database back, the server does. */
async function takeIdle(keeper: pg.Client, template: string): Promise<string | undefined> {
  const { rows } = await keeper.query<{ name: string }>(
    `select name from (
       select datname::text as name from pg_database
       where starts_with(datname, $1) and datname <> all($2::text[]) offset 0) as idle
     where pg_try_advisory_lock($3, hashtext(name)) limit 1`,
    [`${template}_`, [...mine], lock.taken],
  )
  const name = rows[0]?.name
  if (name !== undefined) mine.add(name)
  return name
}

async function free(keeper: pg.Client, name: string): Promise<void> {
  mine.delete(name)
  await keeper.query('select pg_advisory_unlock($1, hashtext($2))', [lock.taken, name])
}

async function makeCopy(keeper: pg.Client, template: string, owner: string): Promise<string> {
  const name = copyOf(template)
  mine.add(name)
  // Before it is there: nobody else may find it idle.
  await keeper.query('select pg_advisory_lock($1, hashtext($2))', [lock.taken, name])
  // One copy at a time: a template that is being copied refuses others (55006), or makes them wait.
  await keeper.query('select pg_advisory_lock($1)', [lock.copying])
  try {
    await keeper.query(`create database ${name} template ${template} owner ${owner} strategy file_copy`)
  } finally {
    await keeper.query('select pg_advisory_unlock($1)', [lock.copying])
  }
  return name
}

/** Cuts whoever is left from the last test, and deletes every row of it. False where only a fresh copy will do. */
async function emptied(admin: string, name: string): Promise<boolean> {
  const url = new URL(admin)
  url.pathname = `/${name}`
  try {
    return await asAdmin(url.href, async (client) => {
      await client.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      )
      const { rows } = await client.query<{ altered: boolean; bytes: number; deletes: string | null }>(
        `select exists (select from latchkey_test.alterations) as altered,
           coalesce(sum(size), 0)::int as bytes, string_agg(format('delete from %s', t), ';') as deletes
         from (select oid::regclass as t, pg_relation_size(oid) as size from pg_class
               where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'schema_migrations') as tables
         where size > 0`,
      )
      const [state] = rows
      if (!state || state.altered || state.bytes > largestKeptBytes) return false
      // As a replica: no trigger and no foreign key has a say in what goes first.
      if (state.deletes) await client.query(`set session_replication_role = replica; ${state.deletes}`)
      await client.query(`select setval(seqrelid, seqstart, false) from pg_sequence`)
      return true
    })
  } catch {
    // It was dropped in between, or a test has left it closed to us.
    return false
  }
}

/** Has the template, and so each copy, remember that its schema or rights were altered. */
export async function noteChanges(admin: string, template: string): Promise<void> {
  const url = new URL(admin)
  url.pathname = `/${template}`
  await asAdmin(url.href, (client) =>
    client.query(`
      create schema latchkey_test;
      create table latchkey_test.alterations (command text not null);
      create function latchkey_test.note_alteration() returns event_trigger language plpgsql security definer as $$
      begin insert into latchkey_test.alterations values (tg_tag); end $$;
      create event trigger latchkey_test_alterations on ddl_command_end
        execute function latchkey_test.note_alteration()`),
  )
}

const keepers = new Map<string, Promise<pg.Client>>()

/** One connection for the whole process, which holds the locks. */
function connectKeeper(admin: string): Promise<pg.Client> {
  let keeper = keepers.get(admin)
  if (!keeper) {
    keeper = connect(admin)
    keepers.set(admin, keeper)
    const forget = () => keepers.delete(admin)
    keeper.then((client) => client.on('end', forget), forget)
  }
  return keeper
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}

export async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
