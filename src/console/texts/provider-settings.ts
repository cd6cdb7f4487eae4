import { inLanguage } from '#ui/in-language.ts'

const en = {
  kind: 'Kind',
  kinds: {
    google: { label: 'Google', description: 'Google Workspace or personal Google accounts.' },
    microsoft: { label: 'Microsoft', description: 'One Microsoft Entra ID directory.' },
    okta: { label: 'Okta', description: 'An Okta organisation.' },
    oidc: { label: 'OpenID Connect', description: 'Any other provider that speaks OpenID Connect.' },
    saml: { label: 'SAML', description: 'A provider that signs SAML 2.0 assertions.' },
  },
  name: {
    label: 'Name',
    description: 'On the button of the sign-in page: “Continue with …”.',
    none: 'Enter a name',
  },
  issuer: { label: 'Issuer', directory: '{directory ID}' },
  wrongUrl: 'Enter an https address',
  clientId: { label: 'Client ID', none: 'Enter the client ID that the provider gave you' },
  secret: {
    label: 'Client secret',
    stays: 'Left empty, the present one stays. It is never shown.',
    sealed: 'Kept sealed; it is never shown again.',
  },
  secretExpires: { label: 'The secret ends on', description: 'The list warns four weeks before.' },
  scopes: { label: 'Scopes', description: 'Besides openid, separated by spaces.' },
  entityId: {
    label: 'Entity ID',
    description: 'What the provider calls itself in its metadata.',
    none: 'Enter the entity ID of the provider',
  },
  signInUrl: { label: 'Sign-in address', description: 'Where people are sent to, by redirect.' },
  certificates: {
    label: 'Signing certificates',
    description: 'PEM. Two while a new one is coming; assertions signed by anything else are refused.',
    none: 'Paste one to three certificates',
  },
  emailAttribute: {
    label: 'Attribute with the email address',
    description: 'Left empty, the name ID is the address.',
  },
  trusted: {
    label: 'Believe its verified addresses',
    description:
      'Somebody whose address is verified there and here is linked at their first sign-in. Off, they first sign in as they are used to, which links them.',
  },
  createsUsers: {
    label: 'Add people at their first sign-in',
    description: 'Whoever has a verified address there and nobody here has it becomes a user.',
  },
  enabled: {
    label: 'Enabled',
    description: 'Off, its button is gone and nobody signs in through it. Links stay.',
  },
}

/** What a provider is asked for and trusted with. */
export const providerSettingsTexts = inLanguage({ en })
