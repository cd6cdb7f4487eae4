import type { ProviderKind } from '#contract/providers.ts'

export const kindWords: Record<ProviderKind, { label: string; description: string }> = {
  google: { label: 'Google', description: 'Google Workspace or personal Google accounts.' },
  microsoft: { label: 'Microsoft', description: 'One Microsoft Entra ID directory.' },
  okta: { label: 'Okta', description: 'An Okta organisation.' },
  oidc: { label: 'OpenID Connect', description: 'Any other provider that speaks OpenID Connect.' },
  saml: { label: 'SAML', description: 'A provider that signs SAML 2.0 assertions.' },
}

/** What is asked for in place of an issuer, where the kind knows the rest of it. */
export const issuerWords: Record<
  Exclude<ProviderKind, 'saml' | 'google'>,
  { label: string; example: string }
> = {
  microsoft: {
    label: 'Issuer',
    example: 'https://login.microsoftonline.com/{directory ID}/v2.0',
  },
  okta: { label: 'Issuer', example: 'https://example.okta.com' },
  oidc: { label: 'Issuer', example: 'https://id.example.com' },
}

export const googleIssuer = 'https://accounts.google.com'

/** Linking, in words. */
export const linkingWords = {
  trusted: {
    label: 'Believe its verified addresses',
    description:
      'Somebody whose address is verified there and here is linked at their first sign-in. Off, they first sign in as they are used to, which links them.',
  },
  createsUsers: {
    label: 'Add people at their first sign-in',
    description: 'Whoever has a verified address there and nobody here has it becomes a user.',
  },
} as const
