import { admin } from './admin.ts'
import type { AdminHost } from './ask.ts'

/** What the command line is run with: the process's own, or a test's. */
export interface CliHost extends AdminHost {
  readonly err: (text: string) => void
}

const help = `latchkey: an identity platform that an organisation runs itself

  latchkey serve [--no-build]              run the server
  latchkey status                          what this installation is, and whether a server answers
  latchkey tenant list                     the organisations and their addresses
  latchkey tenant create --name <name> --owner-email <address> --owner-first-name <name> --owner-last-name <name>
                        [--slug <short name>] [--host <host>]
                                           make another organisation, and a setup code for its owner
  latchkey tenant close <short name> [--yes]
                                           sign everybody of an organisation out for good, and serve it no more
  latchkey admin recover [--email <address>] [--tenant <slug>]
                                           an owner lost the phone: remove it, end their sessions, and
                                           print a link, a code and a QR code for a new one
  latchkey user terminate [--email <address> [--tenant <slug>] [--yes]]
                                           delete somebody in every organisation that knows their identity;
                                           alone it lists what organisations asked for
  latchkey keys rotate oidc|device [--tenant <slug>]
  latchkey keys rotate status [--yes]
                                           make a new signing key; the old one goes on verifying
  latchkey backup --to <file>              copy the embedded database and the master key into one file
  latchkey restore --from <file>           put such a file into an empty data folder
  latchkey demo [--tenant <slug>]          fill a new organisation with 1,000 made-up people, and make a few
                                           simulated phones of theirs
  latchkey phone --help                    a simulated phone, for trying things out

The commands talk to the running server over a socket in the data folder (LATCHKEY_DATA, ./data), or open the
database themselves when no server runs. Run them as the account that the server runs as.`

/** Runs one command and says its exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function runCli(args: readonly string[], host: CliHost): Promise<number> {
  const [command] = args
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
    host.out(help)
    return 0
  }
  try {
    if (command === 'phone') {
      const { runPhone } = await import('./phone.ts')
      return await runPhone(args.slice(1), host)
    }
    if (command === 'demo') {
      const { demo } = await import('./demo.ts')
      return await demo(args.slice(1), host)
    }
    const code = await admin(args, host)
    if (code !== undefined) return code
    host.err(`There is no command "${args.join(' ')}".\n\n${help}`)
    return 2
  } catch (error) {
    host.err(error instanceof Error ? error.message : String(error))
    return 1
  }
}
