import type { Account, KoaContextWithOIDC } from 'oidc-provider'
import { UserId } from '#contract/ids.ts'
import type { User } from '#contract/users.ts'
import { findSubject } from '#domain/accounts/find-subject.ts'
import { decideSignIn } from '#domain/sign-in/decide-sign-in.ts'
import { getUser } from '#domain/users/get-user.ts'
import { type Ground, type Tenancy, transact } from '#domain/work.ts'
import { admit } from './admission.ts'
import { clientOf, ourClient } from './clients.ts'
import { actorOf, factsOf } from './request-facts.ts'

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
  const found = await transact(ground, tenancy, 'read', actorOf(tenancy, factsOf(ctx.req)), async (work) => {
    const verdict = await decideSignIn(work, { userId, applicationId, purpose: 'refresh' })
    if (!verdict.allowed) return undefined
    const subject = await findSubject(work, { userId, applicationId })
    return subject && { subject, user: await getUser(work, { userId }) }
  })
  if (!found) return undefined
  const account: OurAccount = {
    accountId,
    subject: found.subject,
    claims: () => ({ sub: accountId, ...claimsOf(found.user), ...aboutSignIn(token) }),
  }
  return account
}

/** What the library may give out of it depends on the scopes (`claims` in its configuration). */
function claimsOf(user: User) {
  return {
    name: user.name,
    given_name: user.firstName,
    family_name: user.lastName,
    email: user.email,
    email_verified: user.emailVerified,
    updated_at: Math.floor(new Date(user.updatedAt).getTime() / 1000),
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
  const userId = UserId.parse(accountId)
  const subject = await transact(ground, tenancy, 'read', actorOf(tenancy, factsOf(ctx.req)), (work) =>
    findSubject(work, { userId, applicationId }),
  )
  return subject ?? ''
}
