import type { Application, beginTestSignIn } from '#contract/applications.ts'
import type { Result } from '#contract/operation.ts'
import { randomText, toBase64url } from './base64url.ts'
import { discover } from './provider.ts'
import { keepRun } from './test-run.ts'

/**
 * Prepares a run in this tab and says where it begins.
 *
 * @param fresh whether the sign-in page is shown even where somebody is signed in (`prompt=login`, OpenID Connect Core §3.1.2.1)
 * @throws {Error} with a sentence for the person
 */
export async function beginRun(
  application: Application,
  prepared: Result<typeof beginTestSignIn>,
  fresh: boolean,
): Promise<string> {
  const provider = await discover(prepared.issuer)
  const { clientId, clientSecret, redirectUri, issuer } = prepared
  const [state, nonce, verifier] = [randomText(), randomText(), randomText()]
  keepRun({
    applicationId: application.id,
    applicationName: application.name,
    clientId,
    clientSecret,
    redirectUri,
    issuer,
    state,
    nonce,
    verifier,
  })
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const address = new URL(provider.authorization_endpoint)
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state,
    nonce,
    code_challenge: toBase64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    ...(fresh && { prompt: 'login' }),
  }
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
  return address.href
}
