import type { ProviderKind } from '#contract/providers.ts'
import { providerSettingsTexts } from '../texts/provider-settings.ts'

export const googleIssuer = 'https://accounts.google.com'

/** What an issuer looks like, where the kind does not know it. */
export const issuerExamples: Record<Exclude<ProviderKind, 'saml' | 'google'>, string> = {
  microsoft: `https://login.microsoftonline.com/${providerSettingsTexts.issuer.directory}/v2.0`,
  okta: 'https://example.okta.com',
  oidc: 'https://id.example.com',
}
