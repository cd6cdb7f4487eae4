import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** The front ends of a run, each built as it stands when the first test asks for it. `setup` and `teardown` are vitest's. */

const variable = 'LATCHKEY_TEST_FRONT_ENDS'

export async function setup(): Promise<void> {
  process.env[variable] = await mkdtemp(join(tmpdir(), 'latchkey-front-ends-'))
}

export async function teardown(): Promise<void> {
  const folder = process.env[variable]
  if (folder) await rm(folder, { recursive: true, force: true })
  delete process.env[variable]
}

export type FrontEnd = 'console' | 'account' | 'app'

/** The folder of a front end, built as operators have it. It is everybody's: nothing in it is to be changed. */
export async function builtFrontEnd(name: FrontEnd): Promise<string> {
  const parent = process.env[variable]
  if (!parent) throw new Error('tests run by vitest with test/front-ends.ts as global set-up')
  const folder = join(parent, name)
  if (existsSync(folder)) return folder
  const aside = await mkdtemp(join(parent, `${name}-`))
  const mode = process.env['NODE_ENV']
  // The test runner's own mode would leave the worker out.
  process.env['NODE_ENV'] = 'production'
  try {
    const configFile = `vite.${name === 'app' ? 'authenticator' : name}.config.ts`
    await build({ configFile, logLevel: 'error', build: { outDir: aside } })
  } finally {
    process.env['NODE_ENV'] = mode
  }
  // Two processes may build at once: the first to rename wins, and both are the same.
  await rename(aside, folder).catch((error: unknown) => {
    if (!existsSync(folder)) throw error
  })
  return folder
}
