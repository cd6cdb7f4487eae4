import { parseArgs } from 'node:util'
import { type AdminHost, ask } from './ask.ts'

interface Opened {
  readonly slug: string
  readonly name: string
  readonly baseUrl: string
  readonly owner: string
  readonly secret: { readonly link: string; readonly code: string; readonly expiresAt: string }
}

/** Makes another organisation, and says how its owner gets in. */
export async function createTenant(args: readonly string[], host: AdminHost): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      name: { type: 'string' },
      slug: { type: 'string' },
      host: { type: 'string' },
      'owner-email': { type: 'string' },
      'owner-first-name': { type: 'string' },
      'owner-last-name': { type: 'string' },
    },
    strict: true,
  })
  const { name, slug, host: ownHost, 'owner-email': email } = values
  const { 'owner-first-name': firstName, 'owner-last-name': lastName } = values
  if (!name || !email || !firstName || !lastName) {
    throw new Error('Say --name, --owner-email, --owner-first-name and --owner-last-name.')
  }
  const body = { name, slug, host: ownHost, owner: { firstName, lastName, email } }
  const { answer } = await ask<Opened>(host, 'POST', '/tenants', body)
  const { encodeQR } = await import('qr')
  const { link, code, expiresAt } = answer.secret
  host.out(
    [
      `${answer.name} is there: ${answer.baseUrl}`,
      `Its owner is ${answer.owner}. For their phone, within ten minutes: scan this, open the link on it, or type the code into the app.`,
      '',
      encodeQR(link, 'ascii'),
      `Link:  ${link}`,
      `Code:  ${code}`,
      `Until: ${expiresAt}`,
      '',
      `After that: latchkey admin recover --tenant ${answer.slug}`,
    ].join('\n'),
  )
  return 0
}

/** Closes an organisation; without --yes it only says what that would do. */
export async function closeTenant(args: readonly string[], host: AdminHost): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { yes: { type: 'boolean' } },
    allowPositionals: true,
    strict: true,
  })
  const [tenant, ...more] = positionals
  if (tenant === undefined || more.length > 0)
    throw new Error('Say which: latchkey tenant close <short name>')
  type Closed = { kind: 'plan' | 'closed'; name: string; sessionsEnded?: number }
  const body = { tenant, sure: values.yes ?? false }
  const { answer } = await ask<Closed>(host, 'POST', '/tenants/closure', body)
  host.out(
    answer.kind === 'plan'
      ? `This would close ${answer.name}: everybody there is signed out, nothing answers at its address, and phones forget it when they ask. Its data stays in the database.\nNothing was done. Say --yes to do it.`
      : `${answer.name} is closed. ${answer.sessionsEnded ?? 0} sessions ended.`,
  )
  return 0
}
