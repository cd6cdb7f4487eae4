import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { enrol, openClaim } from '#phone/enrol.ts'
import type { Phone } from '#phone/phone.ts'
import { type AdminHost, ask } from './ask.ts'
import { createFileKeyStore } from './file-key-store.ts'

/** Of the simulated phones: they stand for made-up people, and their files lie beside the master key. */
const pin = '274951'

interface Filled {
  readonly organisation: string
  readonly address: string
  readonly wasThere: boolean
}

interface Claims {
  readonly phones: readonly { name: string; email: string; adminRole: string | null; link: string }[]
}

/**
 * `latchkey demo`: fills the organisation, then makes the phones of a few of its people by the protocol that real ones are made by. The
 * second time it goes on with what is missing.
 */
export async function demo(
  args: readonly string[],
  host: AdminHost,
  fetchAs: Phone['fetch'] = fetch,
): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { tenant: { type: 'string' } }, strict: true })
  host.out('Filling the organisation with sample data; this takes some seconds.')
  const { answer: filled, by } = await ask<Filled>(host, 'POST', '/demo', values)
  host.out(
    filled.wasThere
      ? `${filled.organisation} has its sample data.`
      : `${filled.organisation} has 1,000 made-up people and a month of events now.`,
  )
  if (by === 'database') {
    host.out('Start the server and run this once more to make simulated phones for a few of them.')
    return 0
  }
  const { answer: claims } = await ask<Claims>(host, 'POST', '/demo/phones', values)
  const folder = join(host.env['LATCHKEY_DATA'] || './data', 'sample-phones')
  for (const { name, email, adminRole, link } of claims.phones) {
    const file = join(folder, `${email.replace(/[^a-z0-9.@-]/gi, '_')}.json`)
    const phone: Phone = { store: createFileKeyStore(file), fetch: fetchAs, clock: () => new Date() }
    await enrol(phone, await openClaim(phone, link, filled.address), {
      identity: { kind: 'new' },
      verification: { kind: 'pin', pin },
      description: { name: 'Simulated phone', model: 'Simulated', platform: 'other', app_version: 'cli' },
      push: { kind: 'none', why: 'unsupported' },
    })
    host.out(
      `${name} <${email}>${adminRole ? `, ${adminRole}` : ''}: latchkey phone watch --file ${file} --pin ${pin}`,
    )
  }
  host.out(`Open ${filled.address}/admin`)
  return 0
}
