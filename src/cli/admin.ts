import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type AdminHost, ask } from './ask.ts'
import { closeTenant, createTenant } from './tenant.ts'

/** Runs an administrative command. Undefined when there is none of that name. */
export async function admin(args: readonly string[], host: AdminHost): Promise<number | undefined> {
  const [first, second] = args
  switch (`${first} ${second ?? ''}`.trim()) {
    case 'admin recover':
      return recover(args.slice(2), host)
    case 'tenant list':
      return listTenants(host)
    case 'tenant create':
      return createTenant(args.slice(2), host)
    case 'tenant close':
      return closeTenant(args.slice(2), host)
    case 'user terminate':
      return terminate(args.slice(2), host)
    case 'keys rotate':
      return rotate(args.slice(2), host)
  }
  switch (first) {
    case 'status':
      return status(host)
    case 'backup':
      return backUp(args.slice(1), host)
    case 'restore':
      return restore(args.slice(1), host)
  }
  return undefined
}

interface Status {
  readonly version: string
  readonly database: string
  readonly address: string | null
  readonly setUpAt: string | null
  readonly mail: string
  readonly organisations: number
  readonly outboxWaiting: number
}

async function status(host: AdminHost): Promise<number> {
  const { answer, by } = await ask<Status>(host, 'GET', '/status')
  host.out(
    [
      `Latchkey ${answer.version}, ${by === 'server' ? 'running' : 'not running'}`,
      `Address:        ${answer.address ?? 'set-up asks for it'}`,
      `Database:       ${answer.database}`,
      `Set up:         ${answer.setUpAt ?? 'not yet'}`,
      `Organisations:  ${answer.organisations}`,
      `Mail:           ${{ smtp: 'by SMTP', inbox: 'read at /inbox', none: 'no mail server' }[answer.mail] ?? answer.mail}`,
      `Outbox:         ${answer.outboxWaiting} waiting`,
    ].join('\n'),
  )
  return 0
}

async function listTenants(host: AdminHost): Promise<number> {
  type Tenants = { items: { slug: string; name: string; baseUrl: string }[] }
  const { answer } = await ask<Tenants>(host, 'GET', '/tenants')
  for (const { slug, name, baseUrl } of answer.items) host.out(`${slug}\t${baseUrl}\t${name}`)
  if (answer.items.length === 0) host.out('There is no organisation yet: set this installation up first.')
  return 0
}

type Recovery =
  | {
      readonly kind: 'issued'
      readonly owner: { readonly name: string; readonly email: string }
      readonly secret: { readonly link: string; readonly code: string }
      readonly expiresAt: string
      readonly devicesRemoved: number
      readonly sessionsEnded: number
    }
  | { readonly kind: 'which-owner'; readonly owners: readonly { name: string; email: string }[] }

async function recover(args: readonly string[], host: AdminHost): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { email: { type: 'string' }, tenant: { type: 'string' } },
    strict: true,
  })
  const { answer } = await ask<Recovery>(host, 'POST', '/recover', values)
  if (answer.kind === 'which-owner') {
    const known = answer.owners.map(({ name, email }) => `  ${email}  (${name})`).join('\n')
    throw new Error(
      answer.owners.length === 0
        ? 'There is no owner who could be let in.'
        : `Say which owner with --email. There ${answer.owners.length === 1 ? 'is' : 'are'}:\n${known}`,
    )
  }
  const { owner, secret } = answer
  const { encodeQR } = await import('qr')
  host.out(
    [
      `A new phone can be enrolled for ${owner.name} <${owner.email}>.`,
      `${count(answer.devicesRemoved, 'phone')} removed, ${count(answer.sessionsEnded, 'session')} ended. This is recorded in the audit log.`,
      '',
      'Scan this with the new phone, open the link on it, or type the code into the app:',
      '',
      encodeQR(secret.link, 'ascii'),
      `Link:  ${secret.link}`,
      `Code:  ${secret.code}`,
      `Until: ${answer.expiresAt}`,
      '',
      'Whoever has one of these becomes the owner: show them to nobody else.',
    ].join('\n'),
  )
  return 0
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`

interface Termination {
  readonly kind: 'asked' | 'plan' | 'terminated'
  readonly people: readonly { organisation: string; name: string; email: string }[]
}

async function terminate(args: readonly string[], host: AdminHost): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { email: { type: 'string' }, tenant: { type: 'string' }, yes: { type: 'boolean' } },
    strict: true,
  })
  const { yes: sure = false, ...whom } = values
  const { answer } = await ask<Termination>(host, 'POST', '/terminate', { ...whom, sure })
  const people = answer.people.map(
    ({ organisation, name, email }) => `  ${organisation}  ${email}  (${name})`,
  )
  const [first, last] = {
    asked: [
      people.length === 0 ? 'No organisation asked for a termination.' : 'Asked for, oldest first:',
      people.length === 0 ? '' : 'Carry one out with --email <address> --tenant <organisation>.',
    ],
    plan: ['This would be deleted for good:', 'Nothing was done. Say --yes to do it.'],
    terminated: ['Deleted for good, and recorded in each audit log:', ''],
  }[answer.kind]
  host.out([first, ...people, last].filter((line) => line !== '').join('\n'))
  return 0
}

async function rotate(args: readonly string[], host: AdminHost): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { tenant: { type: 'string' }, yes: { type: 'boolean' } },
    allowPositionals: true,
    strict: true,
  })
  const { yes: sure = false, tenant } = values
  const [use = 'oidc', ...more] = positionals
  if ((use !== 'oidc' && use !== 'device' && use !== 'status') || more.length > 0)
    throw new Error('Say which key: oidc, device or status.')
  type Rotated = { kid: string; organisation: string }
  const { answer } = await ask<Rotated>(host, 'POST', '/rotate', {
    use,
    ...(tenant !== undefined && { tenant }),
    ...(sure && { sure }),
  })
  host.out(
    `${answer.organisation} signs with a new ${use} key from now on: ${answer.kid}\n` +
      (use === 'status'
        ? 'Phones knew it, and are told of the one after it from now on.'
        : 'What the old one signed is still accepted for as long as it may live.'),
  )
  return 0
}

async function backUp(args: readonly string[], host: AdminHost): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { to: { type: 'string' } }, strict: true })
  if (values.to === undefined) throw new Error('Say where to: latchkey backup --to <file>')
  const file = resolve(values.to)
  if (host.env['DATABASE_URL']) {
    host.out(postgresqlRecipe(file))
    return 0
  }
  await ask(host, 'POST', '/backup', { file })
  host.out(
    `Written: ${file}\n` +
      'It holds the database and the master key: whoever has it has the whole installation. Keep it where only you ' +
      'can read it.\nThe two belong together. Without the key nothing that it sealed opens again: signing keys, ' +
      "phones' push addresses, personal data in the audit log, waiting mail.",
  )
  return 0
}

const postgresqlRecipe = (file: string) =>
  `The database is PostgreSQL, which has a backup of its own:

  pg_dump --format=custom --no-owner --file=${quote(file)} "$DATABASE_URL"

and back, into an empty database that the same role owns:

  pg_restore --no-owner --exit-on-error --dbname="$DATABASE_URL" ${quote(file)}

Keep LATCHKEY_MASTER_KEY (and LATCHKEY_PREVIOUS_MASTER_KEYS) with it, in another place: a dump without the key does
not open. Lost with it are the signing keys, phones' push addresses, personal data in the audit log and waiting mail.
Nothing was written by this command.`

const quote = (text: string) => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

async function restore(args: readonly string[], host: AdminHost): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { from: { type: 'string' } }, strict: true })
  if (values.from === undefined) throw new Error('Say where from: latchkey restore --from <file>')
  if (host.env['DATABASE_URL']) throw new Error(`${postgresqlRecipe(resolve(values.from))}`)
  await host.restoreBackup(resolve(values.from))
  host.out('Restored. Start the server: latchkey serve')
  return 0
}
