import type { Account, KoaContextWithOIDC } from 'oidc-provider'
import { UserId } from '#contract/ids.ts'
import type { Ground, Tenancy } from '#domain/work.ts'
import { admit, personFor } from './admission.ts'
import { clientOf, ourClient } from './clients.ts'
import type { Person } from './person.sql.ts'
import { factsOf } from './request-facts.ts'

type Client = Parameters<typeof ourClient>[0]

/** What our account adds to the library's. */
interface OurAccount extends Account {
  readonly subject: string
}

/**
 * The person behind a code or a token, looked up anew each time: nobody who may not go on gets a token or a claim.
 *
 * @param token absent at the authorization endpoint, where `admit` decides later and no claim is read.
 */
export async function findAccount(
  ground: Ground,
  tenancy: Tenancy,
  ctx: KoaContextWithOIDC,
  accountId: string,
  token: object | undefined,
): Promise<Account | undefined> {
  if (!token) return { accountId, claims: () => ({ sub: accountId }) }
  const userId = UserId.parse(accountId)
  const { applicationId } = clientOf(ctx)
  const person = await personFor(ground, tenancy, ctx, userId, applicationId)
  if (!person?.verdict.allowed || !person.account) return undefined
  const account: OurAccount = {
    accountId,
    subject: person.account.subject,
    claims: () => ({ sub: accountId, ...claimsOf(person), ...aboutSignIn(token) }),
  }
  return account
}

/** What the library may give out of it depends on the scopes (`claims` in its configuration). */
function claimsOf(person: Person) {
  return {
    name: person.name,
    given_name: person.firstName,
    family_name: person.lastName,
    email: person.email,
    email_verified: person.emailVerified,
    updated_at: Math.floor(person.updatedAt.getTime() / 1000),
  }
}

/** As it was when the person signed in (OpenID Connect Core §2): userinfo, too, may say how. */
function aboutSignIn(token: { acr?: unknown; amr?: unknown; authTime?: unknown }) {
  return { acr: token.acr, amr: token.amr, auth_time: token.authTime }
}

/** `sub`: the subject of the person's account in the application, so that two applications cannot compare notes. */
export async function subjectOf(
  ground: Ground,
  tenancy: Tenancy,
  ctx: KoaContextWithOIDC,
  accountId: string,
  client: Client,
): Promise<string> {
  const { account } = ctx.oidc
  const { applicationId } = ourClient(client)
  const ofThisRequest = ctx.oidc.client?.clientId === client.clientId && account?.accountId === accountId
  if (ofThisRequest && account && 'subject' in account) return (account as OurAccount).subject
  if (ofThisRequest && factsOf(ctx.req).session?.userId === accountId) {
    const { subject } = await admit(ground, tenancy, ctx)
    // Nobody's subject: compared with a hint it matches none.
    return subject ?? ''
  }
  const person = await personFor(ground, tenancy, ctx, UserId.parse(accountId), applicationId)
  return person?.account?.subject ?? ''
}
