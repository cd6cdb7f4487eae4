import type { Claim } from '#contract/claims.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { type ClaimSecret, issueClaim } from '../claims/issue-claim.ts'
import type { PreparedPassword } from '../passwords/prepare-password.ts'
import { setPassword } from '../passwords/set-password.ts'
import { generateSigningKeys, type SigningKeys } from '../signing-keys/generate-signing-key.ts'
import { addUser } from '../users/create-user.ts'
import { type Ground, type Origin, systemActor, type Tenancy, transact } from '../work.ts'
import { addTenant, planTenant } from './create-tenant.ts'
import { markSetUp } from './installation.sql.ts'

export interface SetUp {
  readonly organisation: string
  /** An origin without a trailing slash. */
  readonly address: string
  /** Where the app is served, if elsewhere. */
  readonly appUrl?: string
  readonly owner: { readonly firstName: string; readonly lastName: string; readonly email: string }
  /** The owner's, where they chose one beside the phone. */
  readonly password?: PreparedPassword
  readonly origin: Origin
  /** Made here where they are not given. */
  readonly keys?: SigningKeys
}

/**
 * Sets the installation up: its address, the first organisation, and its owner, invited, with a setup code for their phone.
 * The caller has checked the set-up code. Of two at once one wins.
 *
 * @throws {Problem} `already-set-up`, `needs-https`
 */
export async function setUp(
  ground: Ground,
  input: SetUp,
): Promise<{ tenancy: Tenancy; userId: UserId; claim: Claim; secret: ClaimSecret }> {
  const { organisation: name, address, appUrl = address, owner, origin } = input
  const keys = input.keys ?? (await generateSigningKeys())
  const { row, tenancy } = planTenant({
    slug: slugOf(name),
    name,
    first: true,
    addresses: { url: address, appUrl },
  })
  const actor = { ...systemActor(tenancy.tenantId), origin }
  return transact(ground, tenancy, 'write', actor, async (work) => {
    // First, so that the second of two waits here and then finds it done.
    if (!(await markSetUp(work, address))) throw new Problem('already-set-up')
    await addTenant(work, row, keys)
    const user = await addUser(work, { ...owner, adminRole: 'owner' })
    await record(work, 'installation.set-up', { userId: user.id })
    const { password: prepared } = input
    if (prepared) await setPassword(work, { userId: user.id, prepared, by: 'set-up', endOthers: false })
    const { claim, secret } = await issueClaim(work, { userId: user.id, kind: 'screen' })
    if (!secret) throw new Error('a claim for the screen has its secret')
    return { tenancy, userId: user.id, claim, secret }
  })
}

/** "Northwind Traders Ltd." → `northwind-traders-ltd`; of a name without any such letter: `main`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return slug || 'main'
}
