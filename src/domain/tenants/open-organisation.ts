import type { UserId } from '#contract/ids.ts'
import { unlessTaken } from '#platform/unless-taken.ts'
import { type ClaimSecret, issueClaim } from '../claims/issue-claim.ts'
import { generateSigningKeys } from '../signing-keys/generate-signing-key.ts'
import { addUser } from '../users/create-user.ts'
import { type Ground, systemActor, type Tenancy, transact } from '../work.ts'
import { addTenant, planTenant } from './create-tenant.ts'
import { findClosedTenant, findTenantByHost, findTenantBySlug } from './find-tenant.ts'
import { slugOf } from './set-up.ts'
import type { Addresses } from './tenancy-of.ts'

/**
 * Makes another organisation on this installation, with its owner, invited, and a setup code for their phone. A person who holds an
 * identity of another organisation keeps it: their phone proves it, or keeps this one apart, as they choose.
 *
 * @returns what is in the way: the short name, or the host, is another's
 * @throws {Problem} `needs-https`
 */
export async function openOrganisation(
  ground: Ground,
  input: {
    readonly name: string
    readonly slug?: string | undefined
    readonly host?: string | undefined
    readonly owner: { readonly firstName: string; readonly lastName: string; readonly email: string }
    readonly addresses: Addresses
  },
): Promise<{ tenancy: Tenancy; userId: UserId; secret: ClaimSecret } | 'slug-taken' | 'host-taken'> {
  const { name, host, owner, addresses } = input
  const slug = input.slug ?? slugOf(name)
  // A short name is never given again: phones of the organisation that had it would ask the new one.
  if ((await findTenantBySlug(ground, slug)) ?? (await findClosedTenant(ground, { slug })))
    return 'slug-taken'
  if (host && (await findTenantByHost(ground, host))) return 'host-taken'
  const keys = await generateSigningKeys()
  const { row, tenancy } = planTenant({ slug, name, first: false, addresses, ...(host && { host }) })
  const opened = transact(
    ground,
    tenancy,
    'write',
    systemActor(tenancy.tenantId, 'command-line'),
    async (work) => {
      await addTenant(work, row, keys)
      const user = await addUser(work, { ...owner, adminRole: 'owner' })
      const { secret } = await issueClaim(work, { userId: user.id, kind: 'screen' })
      if (!secret) throw new Error('a claim for the screen has its secret')
      return { tenancy, userId: user.id, secret }
    },
  )
  // Of one that is being made at this moment.
  return (await unlessTaken('tenants_slug_key', opened)) ?? 'slug-taken'
}
