import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { TenantId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { NewUser } from '#contract/users.ts'
import {
  listTerminations,
  type PersonSomewhere,
  planTermination,
  terminateIdentity,
} from '#domain/departures/terminate-identity.ts'
import { countWaiting } from '#domain/outbox/take-due.ts'
import { recoverOwner } from '#domain/recovery/recover-owner.ts'
import { beginSample, fillSample } from '#domain/sample/fill.ts'
import { issueSampleClaims } from '#domain/sample/issue-sample-claims.ts'
import { generateSigningKey } from '#domain/signing-keys/generate-signing-key.ts'
import { rotateSigningKey } from '#domain/signing-keys/rotate-signing-key.ts'
import { closeOrganisation } from '#domain/tenants/close-organisation.ts'
import { findFirstTenant, listTenants } from '#domain/tenants/find-tenant.ts'
import { findInstallation } from '#domain/tenants/installation.ts'
import { openOrganisation } from '#domain/tenants/open-organisation.ts'
import { planStatusRotation, rotateStatusKey } from '#domain/tenants/rotate-status-key.ts'
import { type Addresses, tenancyOf } from '#domain/tenants/tenancy-of.ts'
import { type Ground, systemActor, type Tenancy, transact } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'

export interface AdministrationParts {
  readonly ground: Ground
  readonly log: Log
  readonly addresses: () => Promise<Addresses>
  readonly mailKind: () => 'smtp' | 'inbox' | 'none'
  readonly version: string
  /** Copies the data folder into an archive; undefined with PostgreSQL, whose backup is its own. */
  readonly backUp: ((file: string) => Promise<void>) | undefined
}

const Recover = z.strictObject({ email: z.optional(z.string()), tenant: z.optional(z.string()) })
const Rotate = z.strictObject({
  use: z.enum(['oidc', 'device', 'status']),
  tenant: z.optional(z.string()),
  /** Of the status key: although phones would be left behind. */
  sure: z.optional(z.boolean()),
})
const Terminate = z.strictObject({
  email: z.optional(z.string()),
  tenant: z.optional(z.string()),
  /** Without it nothing is done but to say what would be. */
  sure: z.boolean(),
})
const OpenOrganisation = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  slug: z.optional(
    z
      .string()
      .check(
        z.regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, 'A short name has small letters, digits and dashes.'),
      ),
  ),
  host: z.optional(z.string().check(z.regex(/^[a-z0-9.-]+(:\d+)?$/, 'A host looks like id.example.org.'))),
  owner: z.strictObject({
    firstName: NewUser.shape.firstName,
    lastName: NewUser.shape.lastName,
    email: NewUser.shape.email,
  }),
})
const CloseOrganisation = z.strictObject({ tenant: z.string(), sure: z.boolean() })
const Demo = z.strictObject({ tenant: z.optional(z.string()) })
const BackUp = z.strictObject({ file: z.string().check(z.minLength(1)) })

/**
 * What the command line may ask for. It is served on a socket that only the server's own account can open, and to a
 * command that has opened the database itself: whoever can call this has the database and the keys anyway.
 */
export function createAdministration(parts: AdministrationParts): Hono {
  const { ground, log } = parts
  const app = new Hono()

  app.get('/status', async (c) => {
    const installation = await findInstallation(ground)
    return c.json({
      version: parts.version,
      database: ground.database.kind,
      address: installation.setUpAt ? (await parts.addresses()).url : null,
      setUpAt: installation.setUpAt,
      mail: parts.mailKind(),
      organisations: (await listTenants(ground)).length,
      outboxWaiting: await countWaiting(ground),
    })
  })

  app.get('/tenants', async (c) => {
    const addresses = await parts.addresses()
    const tenants = await listTenants(ground)
    return c.json({
      items: tenants
        .map((row) => tenancyOf(row, addresses))
        .map(({ slug, name, baseUrl }) => ({ slug, name, baseUrl })),
    })
  })

  app.post('/tenants', async (c) => {
    const wanted = z.safeParse(OpenOrganisation, await c.req.json())
    if (!wanted.success)
      throw new CommandRefusedError(wanted.error.issues.map(({ message }) => message).join(' '))
    if (!(await findInstallation(ground)).setUpAt) {
      throw new CommandRefusedError('This installation has not been set up yet.')
    }
    const opened = await openOrganisation(ground, { ...wanted.data, addresses: await parts.addresses() })
    if (opened === 'slug-taken') {
      throw new CommandRefusedError(
        'There is, or was, an organisation of that short name: give another with --slug.',
      )
    }
    if (opened === 'host-taken') throw new CommandRefusedError('That host belongs to another organisation.')
    const { tenancy, userId, secret } = opened
    log.info({ tenantId: tenancy.tenantId, userId }, 'an organisation was made on the command line')
    const { slug, name, baseUrl } = tenancy
    return c.json({ slug, name, baseUrl, owner: wanted.data.owner.email, secret })
  })

  app.post('/tenants/closure', async (c) => {
    const { tenant, sure } = z.parse(CloseOrganisation, await c.req.json())
    const tenancy = await chooseTenancy(parts, tenant)
    const first = (await listTenants(ground)).find((row) => row.first)
    if (first?.id === tenancy.tenantId) {
      throw new CommandRefusedError('The first organisation is the installation itself: it is not closed.')
    }
    if (!sure) return c.json({ kind: 'plan', name: tenancy.name })
    const ended = await asSystem(parts, tenancy, closeOrganisation)
    log.warn({ tenantId: tenancy.tenantId, ended }, 'an organisation was closed on the command line')
    return c.json({ kind: 'closed', name: tenancy.name, sessionsEnded: ended })
  })

  app.post('/recover', async (c) => {
    const { email, tenant } = z.parse(Recover, await c.req.json())
    const tenancy = await chooseTenancy(parts, tenant)
    const recovery = await asSystem(parts, tenancy, (work) =>
      recoverOwner(work, { email, mailKind: parts.mailKind() }),
    )
    if (recovery.kind === 'issued') {
      log.warn(
        { tenantId: tenancy.tenantId, userId: recovery.owner.id, devicesRemoved: recovery.devicesRemoved },
        'RECOVERY: a claim for an owner was issued on the command line',
      )
    }
    return c.json(recovery)
  })

  app.post('/terminate', async (c) => {
    const { email, tenant, sure } = z.parse(Terminate, await c.req.json())
    const organisations = await tenanciesById(parts)
    const named = (people: readonly PersonSomewhere[]) =>
      people.map(({ tenantId, name, email }) => ({
        organisation: organisations.get(tenantId)?.slug ?? '',
        name,
        email,
      }))
    if (email === undefined) return c.json({ kind: 'asked', people: named(await listTerminations(ground)) })
    const tenancy = await chooseTenancy(parts, tenant)
    const { people, keeps } = await planTermination(ground, { tenantId: tenancy.tenantId, email })
    if (people.length === 0) throw new CommandRefusedError(`Nobody in "${tenancy.slug}" has this address.`)
    if (keeps.length > 0) {
      const where = named(keeps).map(({ organisation }) => organisation)
      throw new CommandRefusedError(
        `They are the last active owner of ${where.join(', ')}: make another first.`,
      )
    }
    if (!sure) return c.json({ kind: 'plan', people: named(people) })
    const findTenancy = async (id: TenantId) => organisations.get(id)
    const ended = await terminateIdentity(ground, { people, findTenancy })
    log.warn({ tenantId: tenancy.tenantId, ended }, 'an identity was terminated on the command line')
    return c.json({ kind: 'terminated', people: named(people) })
  })

  app.post('/demo', async (c) => {
    const { tenant } = z.parse(Demo, await c.req.json())
    const tenancy = await chooseTenancy(parts, tenant)
    const begun = await asSystem(parts, tenancy, beginSample)
    if (begun === 'has-people') {
      throw new CommandRefusedError(
        `There are people in "${tenancy.slug}" already: sample data goes only where nobody is but the owner who set it up.`,
      )
    }
    await fillSample(ground, tenancy, c.req.raw.signal)
    return c.json({
      organisation: tenancy.name,
      address: tenancy.baseUrl,
      wasThere: begun === 'there-already',
    })
  })

  app.post('/demo/phones', async (c) => {
    const { tenant } = z.parse(Demo, await c.req.json())
    const tenancy = await chooseTenancy(parts, tenant)
    return c.json({ phones: await asSystem(parts, tenancy, issueSampleClaims) })
  })

  app.post('/rotate', async (c) => {
    const { use, tenant, sure } = z.parse(Rotate, await c.req.json())
    if (use === 'status') return c.json(await rotateStatus(parts, { tenant, sure }))
    const tenancy = await chooseTenancy(parts, tenant)
    const key = await generateSigningKey(use)
    const { kid } = await asSystem(parts, tenancy, (work) => rotateSigningKey(work, { use, key }))
    return c.json({ kid, organisation: tenancy.name })
  })

  app.post('/backup', async (c) => {
    const { file } = z.parse(BackUp, await c.req.json())
    if (!parts.backUp)
      throw new CommandRefusedError('The database is PostgreSQL: it is backed up with pg_dump.')
    await parts.backUp(file)
    log.info({ file }, 'a backup was written')
    return c.json({ file })
  })

  app.notFound((c) => c.json({ refused: 'There is no such command on this server.' }, 404))
  app.onError((error, c) => {
    if (error instanceof CommandRefusedError || error instanceof Problem)
      return c.json({ refused: error.message }, 409)
    log.error({ err: error }, 'an administrative command failed')
    return c.json({ refused: `The command failed: ${error.message}` }, 500)
  })
  return app
}

/** The command makes no sense here; its message says why, for the operator. */
class CommandRefusedError extends Error {
  override name = 'CommandRefusedError'
}

/** The organisation that was named, or the only one. */
async function chooseTenancy(
  { ground, addresses }: AdministrationParts,
  slug: string | undefined,
): Promise<Tenancy> {
  const tenants = await listTenants(ground)
  const [row, ...others] = slug === undefined ? tenants : tenants.filter((tenant) => tenant.slug === slug)
  if (!row) {
    throw new CommandRefusedError(
      slug === undefined
        ? 'This installation has not been set up yet.'
        : `There is no organisation "${slug}".`,
    )
  }
  if (others.length > 0) {
    const slugs = tenants.map((tenant) => tenant.slug).join(', ')
    throw new CommandRefusedError(`There are several organisations: say which with --tenant (${slugs}).`)
  }
  return tenancyOf(row, await addresses())
}

/** The status key is the installation's: its first organisation keeps the record. */
async function rotateStatus(
  parts: AdministrationParts,
  { tenant, sure }: { tenant: string | undefined; sure: boolean | undefined },
) {
  const { ground } = parts
  if (tenant !== undefined)
    throw new CommandRefusedError('The status key belongs to all organisations: leave --tenant out.')
  const first = await findFirstTenant(ground)
  if (!first) throw new CommandRefusedError('This installation has not been set up yet.')
  const { planned, since, unheard } = await planStatusRotation(ground)
  if (unheard > 0 && !sure) {
    throw new CommandRefusedError(
      `Phones not heard of since the next key was announced (${since.toISOString()}): ${unheard}. They could not check their accounts ` +
        'any more. Wait for them, or say --yes.',
    )
  }
  const tenancy = tenancyOf(first, await parts.addresses())
  const rotated = await asSystem(parts, tenancy, (work) => rotateStatusKey(work, { planned }))
  if (!rotated)
    throw new CommandRefusedError(
      'The status key was rotated by somebody else just now. Nothing was changed.',
    )
  return { ...rotated, organisation: 'The installation' }
}

async function tenanciesById({ ground, addresses }: AdministrationParts): Promise<Map<TenantId, Tenancy>> {
  const at = await addresses()
  return new Map((await listTenants(ground)).map((row) => [row.id, tenancyOf(row, at)]))
}

function asSystem<T>(
  { ground }: AdministrationParts,
  tenancy: Tenancy,
  unit: Parameters<typeof transact<T>>[4],
): Promise<T> {
  return transact(ground, tenancy, 'write', systemActor(tenancy.tenantId, 'command-line'), unit)
}
