import * as z from 'zod/mini'
import { testSignInTexts } from '../texts/test-sign-in.ts'

const words = testSignInTexts.trouble

const Provider = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url(),
  jwks_uri: z.url(),
})
export type Provider = z.output<typeof Provider>

/**
 * The provider's own description (OpenID Connect Discovery §4).
 *
 * @throws {Error} with a sentence for the person
 */
export async function discover(issuer: string): Promise<Provider> {
  if (new URL(issuer).origin !== window.location.origin) {
    throw new Error(words.elsewhere(new URL(issuer).origin))
  }
  const response = await fetch(`${issuer}/.well-known/openid-configuration`)
  if (!response.ok) throw new Error(words.discovery(response.status))
  const provider = z.safeParse(Provider, await response.json())
  if (!provider.success) throw new Error(words.endpoint)
  // OpenID Connect Discovery §4.3
  if (provider.data.issuer !== issuer) throw new Error(words.otherIssuer(provider.data.issuer))
  return provider.data
}
