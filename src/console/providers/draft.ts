import * as z from 'zod/mini'
import {
  OidcSettings,
  type Provider,
  type ProviderChange,
  type ProviderKind,
  SamlSettings,
} from '#contract/providers.ts'
import { providerSettingsTexts } from '../texts/provider-settings.ts'
import { googleIssuer } from './issuers.ts'

/** A provider as it stands in the form; lists are text. */
export interface Draft {
  readonly name: string
  readonly enabled: boolean
  readonly trusted: boolean
  readonly createsUsers: boolean
  readonly issuer: string
  readonly clientId: string
  /** One that is typed now; empty leaves the present one. */
  readonly secret: string
  /** As a date input gives it; empty: not known. */
  readonly secretExpires: string
  readonly scopes: string
  readonly entityId: string
  readonly signInUrl: string
  readonly certificates: string
  readonly emailAttribute: string
}

export type DraftErrors = Partial<Record<keyof Draft, string>>

export const emptyDraft = (kind: ProviderKind): Draft => ({
  name: kind === 'oidc' || kind === 'saml' ? '' : providerSettingsTexts.kinds[kind].label,
  enabled: true,
  trusted: false,
  createsUsers: false,
  issuer: kind === 'google' ? googleIssuer : '',
  clientId: '',
  secret: '',
  secretExpires: '',
  scopes: 'email profile',
  entityId: '',
  signInUrl: '',
  certificates: '',
  emailAttribute: '',
})

export function draftOf({ settings, ...provider }: Provider): Draft {
  const { name, enabled, trusted, createsUsers, kind, secretExpiresAt } = provider
  return {
    ...emptyDraft(kind),
    name,
    enabled,
    trusted,
    createsUsers,
    secretExpires: secretExpiresAt ? secretExpiresAt.toISOString().slice(0, 10) : '',
    ...(settings.protocol === 'oidc'
      ? { issuer: settings.issuer, clientId: settings.clientId, scopes: settings.scopes.join(' ') }
      : {
          entityId: settings.entityId,
          signInUrl: settings.signInUrl,
          certificates: settings.certificates.join('\n\n'),
          emailAttribute: settings.emailAttribute ?? '',
        }),
  }
}

/** Reads the form by the contract's own schemas. */
export function readDraft(
  draft: Draft,
  kind: ProviderKind,
): { change: ProviderChange } | { errors: DraftErrors } {
  const errors: DraftErrors = {}
  const name = draft.name.trim()
  if (name === '') errors.name = providerSettingsTexts.name.none
  const settings = kind === 'saml' ? readSaml(draft, errors) : readOidc(draft, errors)
  if (!settings) return { errors }
  if (Object.keys(errors).length > 0) return { errors }
  const { enabled, trusted, createsUsers, secret, secretExpires } = draft
  return {
    change: {
      name,
      enabled,
      trusted,
      createsUsers,
      settings,
      ...(secret.trim() !== '' && { secret: secret.trim() }),
      secretExpiresAt: secretExpires === '' ? null : new Date(`${secretExpires}T00:00:00Z`),
    },
  }
}

function readOidc(draft: Draft, errors: DraftErrors) {
  const { shape } = OidcSettings
  const issuer = draft.issuer.trim()
  if (!z.safeParse(shape.issuer, issuer).success) errors.issuer = providerSettingsTexts.wrongUrl
  const clientId = z.safeParse(shape.clientId, draft.clientId)
  if (!clientId.success) errors.clientId = providerSettingsTexts.clientId.none
  const scopes = draft.scopes.split(/[\s,]+/).filter((scope) => scope !== '' && scope !== 'openid')
  return clientId.success ? ({ protocol: 'oidc', issuer, clientId: clientId.data, scopes } as const) : null
}

function readSaml(draft: Draft, errors: DraftErrors) {
  const { shape } = SamlSettings
  const entityId = z.safeParse(shape.entityId, draft.entityId)
  if (!entityId.success) errors.entityId = providerSettingsTexts.entityId.none
  const signInUrl = draft.signInUrl.trim()
  if (!z.safeParse(shape.signInUrl, signInUrl).success) errors.signInUrl = providerSettingsTexts.wrongUrl
  const certificates = certificatesIn(draft.certificates)
  if (!z.safeParse(shape.certificates, certificates).success)
    errors.certificates = providerSettingsTexts.certificates.none
  const emailAttribute = draft.emailAttribute.trim() === '' ? null : draft.emailAttribute.trim()
  return entityId.success
    ? ({ protocol: 'saml', entityId: entityId.data, signInUrl, certificates, emailAttribute } as const)
    : null
}

/** PEM blocks as they are; what is only base64, one for each paragraph. */
function certificatesIn(text: string): string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g)
  return (
    blocks ??
    text
      .split(/\n\s*\n/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
  )
}
