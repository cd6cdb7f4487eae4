import { createAdministration } from '#http/administration.ts'
import { newId } from '#platform/id.ts'
import { runCli } from '../src/cli/main.ts'
import type { House } from './harness.ts'

/** Runs a command on the database of this house, where no server runs. */
export async function runCommand(
  house: House,
  ...args: readonly string[]
): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const administration = createAdministration({
    ground: house.ground,
    log: house.edge.log,
    addresses: house.edge.tenants.addresses,
    mailKind: () => 'none',
    version: 'test',
    backUp: undefined,
  })
  const say = (text: string) => {
    said.push(text)
  }
  const code = await runCli(args, {
    env: { LATCHKEY_DATA: `/nowhere/${newId()}` },
    out: say,
    err: say,
    openAdministration: async () => ({
      fetch: async (request) => administration.fetch(request),
      close: async () => {},
    }),
    restoreBackup: async () => {},
  })
  return { code, said: said.join('\n') }
}
