import { type AdapterPayload, errors, type Provider } from 'oidc-provider'
import type { ApplicationId } from '#contract/ids.ts'
import {
  type ClientApplication,
  findApplicationByClientId,
} from '#domain/applications/find-application-by-client-id.ts'
import { verifySecret } from '#domain/applications/verify-secret.ts'
import { type Ground, systemActor, type Tenancy, transact } from '#domain/work.ts'
import { sha256Base64url } from '#platform/hash.ts'
import { randomToken } from '#platform/random.ts'

/** Our own words in the client's metadata. */
export const applicationMetadata = [
  'latchkey_application_id',
  'latchkey_session_seconds',
  'latchkey_approval_digits',
  'latchkey_passkey_required',
]

type Client = NonNullable<Awaited<ReturnType<Provider['Client']['find']>>>

export interface OurClient {
  readonly applicationId: ApplicationId
  readonly clientId: string
  readonly name: string
  /** How long its tokens are renewed after a sign-in. */
  readonly sessionSeconds: number
  /** Digits that are typed on the phone to sign in to it. */
  readonly approvalDigits: 2 | 6
  /** Nothing less than a passkey signs in to it. */
  readonly passkeyRequired: boolean
}

/** The application behind a client of the library. */
export function ourClient(client: Client): OurClient {
  return {
    applicationId: client['latchkey_application_id'] as ApplicationId,
    clientId: client.clientId,
    name: client.clientName ?? client.clientId,
    sessionSeconds: client['latchkey_session_seconds'] as number,
    approvalDigits: client['latchkey_approval_digits'] as 2 | 6,
    passkeyRequired: client['latchkey_passkey_required'] === true,
  }
}

interface Kept {
  readonly metadata: AdapterPayload
  readonly until: number
  /** SHA-256 of those that were right. */
  readonly secrets: Set<string>
}

export type Clients = ReturnType<typeof createClients>

/** Reads applications as clients of the library. What it finds is kept until `forget`, and for some seconds at most. */
export function createClients(ground: Ground, tenancy: Tenancy) {
  const kept = new Map<string, Kept>()
  const keepMs = 5_000
  let forgotten = 0
  // The library insists on a secret for those who have one; ours are compared by hash, and this one opens nothing.
  const noSecret = randomToken()

  function current(clientId: string): Kept | undefined {
    const known = kept.get(clientId)
    return known && known.until > ground.clock().getTime() && ground.database.hub.listening
      ? known
      : undefined
  }

  async function find(clientId: string): Promise<AdapterPayload | undefined> {
    const known = current(clientId)
    if (known) return known.metadata
    kept.delete(clientId)
    const before = forgotten
    const application = await transact(ground, tenancy, 'read', systemActor(tenancy.tenantId), (work) =>
      findApplicationByClientId(work, clientId),
    )
    if (!application?.enabled) return undefined
    const metadata = metadataOf(application, noSecret)
    // What was read before a change must not be remembered after it.
    if (before !== forgotten) return metadata
    if (kept.size >= 1000) kept.clear()
    const until = Math.min(
      ground.clock().getTime() + keepMs,
      application.testUntil?.getTime() ?? Number.POSITIVE_INFINITY,
    )
    kept.set(clientId, { metadata, until, secrets: new Set() })
    return metadata
  }

  /** A secret that was right is right for as long as its application is kept; a wrong one is looked up each time. */
  async function verify({ applicationId, clientId }: OurClient, secret: string): Promise<boolean> {
    const hash = sha256Base64url(secret)
    const known = current(clientId)
    if (known?.secrets.has(hash)) return true
    const right = await transact(ground, tenancy, 'read', systemActor(tenancy.tenantId), (work) =>
      verifySecret(work, { applicationId, secret }),
    )
    // Into what was kept before the look: after a rotation in the meantime that is not there any more.
    if (right) known?.secrets.add(hash)
    return right
  }

  /** Of an application that is remembered; undefined says nothing. */
  function applicationIdOf(clientId: string): ApplicationId | undefined {
    return current(clientId)?.metadata['latchkey_application_id'] as ApplicationId | undefined
  }

  function forget(): void {
    forgotten += 1
    kept.clear()
  }

  return { find, verify, applicationIdOf, forget }
}

function metadataOf(application: ClientApplication, noSecret: string): AdapterPayload {
  const { kind } = application
  const native = kind === 'native'
  const usable = (uris: readonly string[]) =>
    uris.filter((uri) => (native ? fitsNative(uri) : /^https?:/.test(uri)))
  const common = {
    client_id: application.clientId,
    client_name: application.name,
    application_type: native ? 'native' : 'web',
    id_token_signed_response_alg: 'RS256',
    // Subjects are made for each application, not derived from an address: the sector is there because the library asks.
    subject_type: 'pairwise',
    sector_identifier_uri: 'https://sector.invalid/',
    latchkey_application_id: application.id,
    latchkey_session_seconds: application.sessionSeconds,
    latchkey_approval_digits: application.approvalDigits,
    latchkey_passkey_required: application.passkeyRequired,
  } as const
  if (kind === 'machine') {
    return {
      ...common,
      client_secret: noSecret,
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    }
  }
  return {
    ...common,
    ...(kind === 'web'
      ? { client_secret: noSecret, token_endpoint_auth_method: 'client_secret_basic' }
      : { token_endpoint_auth_method: 'none' }),
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: usable(application.redirectUris),
    post_logout_redirect_uris: usable(application.postLogoutRedirectUris),
  }
}

/** The library refuses a whole client for one such address of a native application (RFC 8252 §8.4). */
const fitsNative = (uri: string) =>
  !uri.startsWith('https:') || !['localhost', '127.0.0.1', '[::1]'].includes(new URL(uri).hostname)

/**
 * Teaches the library our secrets, which are stored as hashes and may be several while one takes over from another, and that every
 * application is told which session a token belongs to.
 */
export function adoptClients(provider: Provider, clients: Clients): void {
  Object.assign(provider.Client.prototype, {
    compareClientSecret(this: Client, secret: string): Promise<boolean> {
      return clients.verify(ourClient(this), secret)
    },
    includeSid: () => true,
  })
}

/** The client of this request, which the library has found by now. */
export function clientOf(ctx: { readonly oidc: { readonly client?: Client | undefined } }): OurClient {
  if (!ctx.oidc.client) throw new errors.InvalidClient('client not found')
  return ourClient(ctx.oidc.client)
}
