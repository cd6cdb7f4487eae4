import * as z from 'zod/mini'
import { LinkId, ProviderId, UserId } from './ids.ts'
import { Instant, line, Nothing, operation } from './operation.ts'

export const ProviderKind = z.enum(['google', 'microsoft', 'okta', 'oidc', 'saml'])
export type ProviderKind = z.output<typeof ProviderKind>

/** https, or http on the loopback for trying things out. */
const Url = z.string().check(
  z.maxLength(2000),
  z.refine((text) => {
    if (!URL.canParse(text) || /[\s\p{Cc}]/u.test(text)) return false
    const { protocol, hostname } = new URL(text)
    return (
      protocol === 'https:' ||
      (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    )
  }, 'Use https'),
)

/** Of every kind but SAML. Google's issuer is known; Microsoft's and Okta's follow from the directory and the domain. */
export const OidcSettings = z.strictObject({
  protocol: z.literal('oidc'),
  issuer: Url,
  clientId: line(500),
  /** Besides `openid`. */
  scopes: z._default(z.array(line(100)).check(z.maxLength(20)), ['email', 'profile']),
})
export const SamlSettings = z.strictObject({
  protocol: z.literal('saml'),
  /** What the provider calls itself: the only issuer that is believed. */
  entityId: line(1000),
  signInUrl: Url,
  /** PEM or base64; two while a new one is coming. */
  certificates: z
    .array(z.string().check(z.minLength(1), z.maxLength(20_000)))
    .check(z.minLength(1), z.maxLength(3)),
  /** The attribute with the address; null: the name id. */
  emailAttribute: z.nullable(line(300)),
})
export const ProviderSettings = z.discriminatedUnion('protocol', [OidcSettings, SamlSettings])
export type ProviderSettings = z.output<typeof ProviderSettings>

const fields = {
  name: line(100),
  enabled: z.boolean(),
  /** Its verified addresses are believed: somebody with that address, verified here too, is linked without being asked. */
  trusted: z.boolean(),
  /** People whom nobody added before are added at their first sign-in. */
  createsUsers: z.boolean(),
  settings: ProviderSettings,
}

export const Provider = z.object({
  ...fields,
  id: ProviderId,
  kind: ProviderKind,
  hasSecret: z.boolean(),
  secretExpiresAt: z.nullable(Instant),
  /** When the last of its certificates ends. */
  certificateExpiresAt: z.nullable(Instant),
  /** What to enter at the provider. */
  callbackUrl: z.string(),
  metadataUrl: z.nullable(z.string()),
  /** Linked people. */
  people: z.int(),
  lastSuccessAt: z.nullable(Instant),
  lastFailureAt: z.nullable(Instant),
  lastFailure: z.nullable(z.string()),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int(),
})
export type Provider = z.output<typeof Provider>

const secret = {
  /** Kept sealed and never shown again; left out: the present one stays. */
  secret: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
  secretExpiresAt: z.optional(z.nullable(Instant)),
}
export const NewProvider = z.strictObject({
  ...fields,
  ...secret,
  kind: ProviderKind,
  /** Of `prepareProvider`: its addresses were entered at the provider already. Left out: a new one. */
  id: z.optional(ProviderId),
})
export type NewProvider = z.output<typeof NewProvider>
export const ProviderChange = z.strictObject({ ...fields, ...secret })
export type ProviderChange = z.output<typeof ProviderChange>

const byProvider = z.strictObject({ providerId: ProviderId })

export const listProviders = operation({
  method: 'GET',
  path: '/providers',
  summary: 'The identity providers that people can sign in through, by name',
  permission: 'providers:read',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: z.object({ items: z.array(Provider) }),
  problems: [],
})

/** A provider gives out its client id only for addresses of ours, which carry an id: so the id comes first. Nothing is stored. */
export const prepareProvider = operation({
  method: 'GET',
  path: '/provider-addresses',
  summary: 'An id for a provider to come, and the addresses to enter there',
  permission: 'providers:write',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: z.object({
    id: ProviderId,
    /** For OpenID Connect: the redirect address. */
    callbackUrl: z.string(),
    /** For SAML: where assertions are sent, and our metadata, whose address is our entity id. */
    acsUrl: z.string(),
    metadataUrl: z.string(),
  }),
  problems: [],
})

export const createProvider = operation({
  method: 'POST',
  path: '/providers',
  summary: 'Add an identity provider',
  permission: 'providers:write',
  access: 'write',
  params: Nothing,
  body: NewProvider,
  result: Provider,
  problems: ['idempotency-key-reused', 'too-many-providers'],
  idempotent: true,
  stepUp: true,
})

export const getProvider = operation({
  method: 'GET',
  path: '/providers/{providerId}',
  summary: 'Read one provider',
  permission: 'providers:read',
  access: 'read',
  params: byProvider,
  body: Nothing,
  result: Provider,
  problems: ['provider-not-found'],
  versioned: true,
})

export const updateProvider = operation({
  method: 'PUT',
  path: '/providers/{providerId}',
  summary: 'Change a provider',
  permission: 'providers:write',
  access: 'write',
  params: byProvider,
  body: ProviderChange,
  result: Provider,
  problems: ['provider-not-found', 'version-mismatch', 'precondition-required'],
  versioned: true,
  ifMatch: true,
  stepUp: true,
})

export const deleteProvider = operation({
  method: 'POST',
  path: '/providers/{providerId}/deletion',
  summary: 'Delete a provider with every link to it',
  permission: 'providers:write',
  access: 'write',
  params: byProvider,
  /** The provider's name, as typed. */
  body: z.strictObject({ confirmation: z.string().check(z.maxLength(200)) }),
  result: Nothing,
  problems: ['provider-not-found', 'confirmation-mismatch'],
  stepUp: true,
})

/** A signed-in administrator's browser goes there and comes back; nobody is signed in by it. */
export const beginProviderTest = operation({
  method: 'POST',
  path: '/providers/{providerId}/tests',
  summary: 'Begin a test of a provider: open the address in a browser and come back',
  permission: 'providers:write',
  access: 'write',
  params: byProvider,
  body: Nothing,
  result: z.object({ url: z.string() }),
  problems: ['provider-not-found', 'provider-unreachable', 'rate-limited'],
})

/** One upstream identity of a user. */
export const ProviderLink = z.object({
  id: LinkId,
  providerId: ProviderId,
  providerName: z.string(),
  kind: ProviderKind,
  /** What the provider calls this person for ever. */
  subject: z.string(),
  /** On the provider's side; it may differ from ours. */
  email: z.nullable(z.string()),
  linkedAt: Instant,
  lastUsedAt: z.nullable(Instant),
})
export type ProviderLink = z.output<typeof ProviderLink>

export const listProviderLinks = operation({
  method: 'GET',
  path: '/users/{userId}/provider-links',
  summary: 'The upstream identities of a user',
  permission: 'users:read',
  access: 'read',
  params: z.strictObject({ userId: UserId }),
  body: Nothing,
  result: z.object({ items: z.array(ProviderLink) }),
  problems: ['user-not-found', 'user-merged'],
})

export const unlinkProvider = operation({
  method: 'POST',
  path: '/users/{userId}/provider-links/{linkId}/removal',
  summary: 'Remove a link; it can be made again at the next sign-in unless that is blocked',
  permission: 'users:write',
  access: 'write',
  params: z.strictObject({ userId: UserId, linkId: LinkId }),
  body: z.strictObject({
    /** This upstream identity is not linked again, to anybody. */
    block: z._default(z.boolean(), false),
    leaveWithoutWayIn: z._default(z.boolean(), false),
  }),
  result: Nothing,
  problems: ['user-not-found', 'user-merged', 'link-not-found', 'higher-rank', 'no-way-in'],
  stepUp: true,
})

/** One successful sign-in through a provider. */
export const SsoCompletion = z.object({
  at: Instant,
  /** The application that it was for; null for the console or the account page. */
  application: z.nullable(z.string()),
  amr: z.array(z.string()),
})

export const listSsoHistory = operation({
  method: 'GET',
  path: '/users/{userId}/sso-history',
  summary: 'Every successful sign-in through a provider in the last days, grouped by provider',
  permission: 'audit:read',
  access: 'read',
  params: z.strictObject({ userId: UserId }),
  body: z.strictObject({
    days: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(365)), 90),
  }),
  result: z.object({
    /** By name; with the last success whenever that was. At most 500 completions each. */
    providers: z.array(
      z.object({
        /** Null once the provider is deleted. */
        providerId: z.nullable(ProviderId),
        name: z.string(),
        kind: z.nullable(ProviderKind),
        lastAt: Instant,
        completions: z.array(SsoCompletion),
      }),
    ),
  }),
  problems: ['user-not-found', 'user-merged'],
})
