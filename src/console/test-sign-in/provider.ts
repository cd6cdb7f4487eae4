import * as z from 'zod/mini'

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
    throw new Error(
      `Open the console at ${new URL(issuer).origin}: the issuer is there, and this page is not.`,
    )
  }
  const response = await fetch(`${issuer}/.well-known/openid-configuration`)
  if (!response.ok) throw new Error(`The discovery document answered ${response.status}.`)
  const provider = z.safeParse(Provider, await response.json())
  if (!provider.success) throw new Error('The discovery document lacks an endpoint.')
  // OpenID Connect Discovery §4.3
  if (provider.data.issuer !== issuer)
    throw new Error(`The discovery document names another issuer, ${provider.data.issuer}.`)
  return provider.data
}
