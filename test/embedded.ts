import { createHash } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'

const root = join(import.meta.dirname, '..')
const migrations = join(root, 'migrations')

/**
 * The data folders of the tests. Those of a run lie in one folder, which goes at its end: an engine that waits for the
 * next test does not hear that there is none. `setup` and `teardown` are vitest's.
 */

const variable = 'LATCHKEY_TEST_FOLDERS'

export async function setup(): Promise<void> {
  process.env[variable] = await mkdtemp(join(tmpdir(), 'latchkey-embedded-'))
}

export async function teardown(): Promise<void> {
  const folder = process.env[variable]
  if (folder) await rm(folder, { recursive: true, force: true })
  delete process.env[variable]
}

const makeParent = () => mkdtemp(join(process.env[variable] ?? tmpdir(), 'latchkey-embedded-'))

export interface DataFolder {
  readonly folder: string
  drop(): Promise<void>
}

/** A data folder of its own for one test: migrated, empty, and gone after `drop`. Close its database first. */
export const copyOfTemplate = (): Promise<DataFolder> => copyOf('migrated')

/**
 * A data folder without the migrations, as the engine leaves it after its first start: making one takes five seconds
 * of a processor, opening a copy takes one.
 */
export const emptyDatabase = (): Promise<DataFolder> => copyOf('empty')

/** Copies the migrated template to where a server will look for its database. */
export async function copyTemplateTo(folder: string): Promise<void> {
  await cp(await findTemplate('migrated'), folder, { recursive: true, mode: constants.COPYFILE_FICLONE })
}

async function copyOf(kind: Kind): Promise<DataFolder> {
  const template = await findTemplate(kind)
  const parent = await makeParent()
  const folder = join(parent, 'database')
  await cp(template, folder, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return { folder, drop: () => rm(parent, { recursive: true, force: true }) }
}

/** A folder that does not exist yet. */
export async function emptyFolder(): Promise<DataFolder> {
  const parent = await makeParent()
  return { folder: join(parent, 'database'), drop: () => rm(parent, { recursive: true, force: true }) }
}

type Kind = 'empty' | 'migrated'

const templates = new Map<Kind, Promise<string>>()

function findTemplate(kind: Kind): Promise<string> {
  let template = templates.get(kind)
  if (!template) {
    template = makeTemplate(kind)
    templates.set(kind, template)
  }
  return template
}

/** Kept between runs under the digest of the engine and the migrations. */
async function makeTemplate(kind: Kind): Promise<string> {
  const digest = createHash('sha256')
  const engine = await readFile(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8')
  digest.update(engine)
  for (const name of kind === 'empty' ? [] : (await readdir(migrations)).sort()) {
    digest.update(name).update(await readFile(join(migrations, name)))
  }
  const cache = join(root, 'node_modules', '.cache', 'latchkey')
  const folder = join(cache, `embedded-${digest.digest('hex').slice(0, 16)}`)
  if (existsSync(folder)) return folder

  await mkdir(cache, { recursive: true })
  const making = await mkdtemp(join(cache, 'making-'))
  try {
    const made = join(making, 'database')
    if (kind === 'migrated') await cp(await findTemplate('empty'), made, { recursive: true })
    const database = await openDatabase({ kind: 'embedded', folder: made }, createLog({ level: 'silent' }))
    try {
      if (kind === 'migrated') await migrate(database, migrations)
    } finally {
      await database.close()
    }
    // Two processes may make it at once: the first to rename wins, and both are the same.
    await rename(made, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  return folder
}
