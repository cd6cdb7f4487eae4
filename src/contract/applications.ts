import * as z from 'zod/mini'
import { ApplicationId } from './ids.ts'
import { Instant, line, Nothing, operation, pageOf } from './operation.ts'

/** `web` keeps a secret, `spa` and `native` cannot, `machine` acts for itself (client credentials). */
export const ApplicationKind = z.enum(['web', 'spa', 'native', 'machine'])
export type ApplicationKind = z.output<typeof ApplicationKind>

/**
 * An address that codes may be sent to, compared character by character (RFC 9700 §4.1.3): https, http on the loopback, or a
 * native application's private scheme (RFC 8252 §7.1). No fragment.
 */
export const RedirectUri = z.string().check(
  z.maxLength(2000),
  z.refine((text) => {
    if (!URL.canParse(text) || text.includes('#') || /[\s\p{Cc}]/u.test(text)) return false
    const { protocol, hostname } = new URL(text)
    if (protocol === 'https:') return true
    if (protocol === 'http:') return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
    return /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(protocol)
  }, 'Use https, http on localhost, or a private scheme such as com.example.app:/callback'),
)

const hours = 3600

export const ApplicationSettings = z.strictObject({
  name: line(100),
  redirectUris: z.array(RedirectUri).check(z.maxLength(50)),
  postLogoutRedirectUris: z.array(RedirectUri).check(z.maxLength(50)),
  /** Who may sign in: everyone in the organisation, or those with an account. */
  access: z.enum(['everyone', 'assigned']),
  /** What the sign-in page says to an address that cannot sign in: `neutral` (nothing until the end) or `tell` (at once). */
  unknownAddress: z.enum(['neutral', 'tell']),
  /** How long a sign-in lasts in this application, in seconds: five minutes to thirty days. */
  sessionSeconds: z.int().check(z.minimum(300), z.maximum(30 * 24 * hours)),
  /** Digits that are typed on the phone. Two stop fatigue; six where it matters. */
  approvalDigits: z.union([z.literal(2), z.literal(6)]),
  /** Only a passkey signs in here: nothing that another site can relay. */
  passkeyRequired: z._default(z.boolean(), false),
  enabled: z.boolean(),
})
export type ApplicationSettings = z.output<typeof ApplicationSettings>

export const ApplicationSecret = z.object({
  id: z.uuid(),
  /** Its last four characters. */
  hint: z.string(),
  createdAt: Instant,
  /** When a rotated one ends. */
  expiresAt: z.nullable(Instant),
})

export const Application = z.extend(z.object(ApplicationSettings.shape), {
  id: ApplicationId,
  kind: ApplicationKind,
  clientId: z.string(),
  issuer: z.string(),
  secrets: z.array(ApplicationSecret),
  /** Accounts in it. */
  accounts: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
  lastSignInAt: z.nullable(Instant),
  version: z.int(),
})
export type Application = z.output<typeof Application>

export const NewApplication = z.strictObject({
  name: ApplicationSettings.shape.name,
  kind: ApplicationKind,
  redirectUris: z._default(ApplicationSettings.shape.redirectUris, []),
  postLogoutRedirectUris: z._default(ApplicationSettings.shape.postLogoutRedirectUris, []),
  access: z._default(ApplicationSettings.shape.access, 'everyone'),
  unknownAddress: z._default(ApplicationSettings.shape.unknownAddress, 'neutral'),
  sessionSeconds: z._default(ApplicationSettings.shape.sessionSeconds, 12 * hours),
  approvalDigits: z._default(ApplicationSettings.shape.approvalDigits, 2),
  passkeyRequired: ApplicationSettings.shape.passkeyRequired,
})
export type NewApplication = z.output<typeof NewApplication>

const byApplication = z.strictObject({ applicationId: ApplicationId })

/** `secret` is shown this once; null for kinds that keep none. */
const WithSecret = z.object({ application: Application, secret: z.nullable(z.string()) })

export const listApplications = operation({
  method: 'GET',
  path: '/applications',
  summary: 'List applications by name',
  permission: 'applications:read',
  access: 'read',
  params: Nothing,
  body: z.strictObject({ after: z.optional(z.string().check(z.maxLength(600))) }),
  result: pageOf(Application),
  problems: [],
})

export const createApplication = operation({
  method: 'POST',
  path: '/applications',
  summary: 'Create an OpenID Connect application; its secret is shown once',
  permission: 'applications:write',
  access: 'write',
  params: Nothing,
  body: NewApplication,
  result: WithSecret,
  problems: ['idempotency-key-reused'],
  idempotent: true,
  stepUp: true,
})

export const getApplication = operation({
  method: 'GET',
  path: '/applications/{applicationId}',
  summary: 'Read one application',
  permission: 'applications:read',
  access: 'read',
  params: byApplication,
  body: Nothing,
  result: Application,
  problems: ['application-not-found'],
  versioned: true,
})

export const updateApplication = operation({
  method: 'PUT',
  path: '/applications/{applicationId}',
  summary: 'Change the settings of an application',
  permission: 'applications:write',
  access: 'write',
  params: byApplication,
  body: ApplicationSettings,
  result: Application,
  problems: ['application-not-found', 'version-mismatch', 'precondition-required'],
  versioned: true,
  ifMatch: true,
  stepUp: true,
})

export const rotateSecret = operation({
  method: 'POST',
  path: '/applications/{applicationId}/secrets',
  summary: 'Make a new secret; the earlier one goes on for 24 hours',
  permission: 'applications:write',
  access: 'write',
  params: byApplication,
  body: Nothing,
  result: WithSecret,
  problems: ['application-not-found'],
  stepUp: true,
})

export const deleteApplication = operation({
  method: 'POST',
  path: '/applications/{applicationId}/deletion',
  summary: 'Delete an application with its accounts and tokens',
  permission: 'applications:write',
  access: 'write',
  params: byApplication,
  /** The application's name, as typed. */
  body: z.strictObject({ confirmation: z.string().check(z.maxLength(200)) }),
  result: Nothing,
  problems: ['application-not-found', 'confirmation-mismatch'],
  stepUp: true,
})

/**
 * Lets the console run a real sign-in against the application: for ten minutes the console's own callback is among the
 * redirect URIs and, where the kind keeps a secret, a secret for the run is accepted.
 */
export const beginTestSignIn = operation({
  method: 'POST',
  path: '/applications/{applicationId}/test-sign-ins',
  summary: 'Prepare a test sign-in from the console',
  permission: 'applications:write',
  access: 'write',
  params: byApplication,
  body: Nothing,
  result: z.object({
    clientId: z.string(),
    clientSecret: z.nullable(z.string()),
    redirectUri: z.string(),
    issuer: z.string(),
    expiresAt: Instant,
  }),
  problems: ['application-not-found'],
  stepUp: true,
})
