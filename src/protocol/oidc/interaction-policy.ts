import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { outOfBandAcr } from '#domain/approvals/redeem-approval.ts'
import { passkeyAcr } from '#domain/sign-in/methods.ts'
import type { Ground, Tenancy } from '#domain/work.ts'
import { admit } from './admission.ts'
import { askedAcr, fallsShort } from './asked-acr.ts'
import { clientOf } from './clients.ts'
import { keepOfflineAccess } from './offline-access.ts'
import { factsOf } from './request-facts.ts'

/** Sign in where nobody is, as the library asks; then ask whether this person may enter. There is no consent to give: it is one house. */
export function policyOf(ground: Ground, tenancy: Tenancy) {
  const { base, Check, Prompt } = interactionPolicy
  const policy = base()
  policy.remove('consent')
  policy.get('login')?.checks.add(
    new Check('offline_access', 'never asks for anything', (ctx) => {
      keepOfflineAccess(ctx)
      return Check.NO_NEED_TO_PROMPT
    }),
  )
  policy.get('login')?.checks.add(
    new Check('approval_digits', 'this application asks for six digits', 'login_required', (ctx) => {
      const { session } = factsOf(ctx.req)
      // A session that two digits began somewhere else is not what its administrator asked for.
      const falls = session && clientOf(ctx).approvalDigits === 6 && fallsShort(session.acr, outOfBandAcr)
      return falls ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT
    }),
  )
  policy.get('login')?.checks.add(
    new Check('passkey', 'this application accepts nothing less than a passkey', 'login_required', (ctx) => {
      const { session } = factsOf(ctx.req)
      const falls = session && clientOf(ctx).passkeyRequired && session.acr !== passkeyAcr
      return falls ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT
    }),
  )
  policy.get('login')?.checks.add(
    new Check('asked_acr', 'this application asks for a stronger proof', 'login_required', (ctx) => {
      const { session } = factsOf(ctx.req)
      const asked = askedAcr(ctx.oidc.params?.['acr_values'])
      return session && asked && fallsShort(session.acr, asked)
        ? Check.REQUEST_PROMPT
        : Check.NO_NEED_TO_PROMPT
    }),
  )
  // Named only so that a request for it is no error.
  policy.add(new Prompt({ name: 'consent', requestable: true }))
  policy.add(
    new Prompt(
      { name: 'admission' },
      new Check('not_admitted', 'this person may not use this application', 'access_denied', async (ctx) => {
        const { verdict } = await admit(ground, tenancy, ctx)
        if (!verdict.allowed) return Check.REQUEST_PROMPT
        await ctx.oidc.grant?.save()
        return Check.NO_NEED_TO_PROMPT
      }),
    ),
  )
  return policy
}

/** A grant of its own for every code, over what was asked: spending the code twice ends what came of this code and nothing else. */
export async function makeGrant(ctx: KoaContextWithOIDC) {
  const { account, client, provider } = ctx.oidc
  if (!account || !client) return undefined
  keepOfflineAccess(ctx)
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
  grant.addOIDCScope([...ctx.oidc.requestParamOIDCScopes])
  // Known by its id from now on; stored once the person is admitted.
  const identified = grant as typeof grant & { jti: string; generateTokenId(): string }
  identified.jti = identified.generateTokenId()
  return grant
}
