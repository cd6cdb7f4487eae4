/**
 * What the house asks of the outside world. One verb is a function; more is an object of functions.
 * An adapter is a plain function that takes its configuration and returns one of these.
 *
 * Anything that sends is called by the outbox relay, after commit, and may be called again with the
 * same `id`. It fulfils when the far side has accepted, and rejects when trying again may help; a
 * rejection that says `permanent: true` is not tried again.
 */

export interface Mail {
  /** Goes into Message-ID, so that a mail sent twice is one mail to those who look. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Where mail goes: a mail server, the page `/inbox` on this computer, or nowhere. */
export type MailKind = 'smtp' | 'inbox' | 'none'

export type SendMail = (mail: Mail, signal: AbortSignal) => Promise<void>

export interface Sms {
  readonly id: string
  /** E.164. */
  readonly to: string
  readonly text: string
}

export type SendSms = (sms: Sms, signal: AbortSignal) => Promise<void>

/** Whom texts may go to, and how many: whoever owns dear numbers must not earn by ours. */
export interface SmsLimits {
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[]
  /** Of one organisation. */
  readonly perDay: number
}

/** How the house reaches people at this moment. */
export interface Channels {
  readonly mail: MailKind
  /** Null where no texts can be sent. */
  readonly sms: SmsLimits | null
}

export interface PushSubscription {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

export interface Push {
  readonly id: string
  readonly subscription: PushSubscription
  /** Wakes the app and names the request; no secret, no name: the app fetches the rest with its key. */
  readonly payload: string
  /** Seconds after which nobody needs it any more. */
  readonly ttlSeconds: number
  /** A later push of the same topic replaces one that waits (RFC 8030 §5.4): at most 32 base64url characters. */
  readonly topic?: string
}

/** `gone`: the far side has forgotten this device, so the house forgets the subscription. */
export type SendPush = (push: Push, signal: AbortSignal) => Promise<'accepted' | 'gone'>

/**
 * A message did not get through. Any other rejection of a port that sends counts as one that may go through later.
 *
 * `reason` goes into the outbox row for the operator to read: a code such as `smtp 550`, never an address or a text.
 */
export class DeliveryError extends Error {
  override name = 'DeliveryError'
  readonly reason: string
  /** Trying again cannot help. */
  readonly permanent: boolean
  /** The far side asked for this pause. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    reason: string,
    options: ErrorOptions & { permanent?: boolean; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(reason, options)
    this.reason = reason
    this.permanent = options.permanent ?? false
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** Where an address is, by an operator's own database. Null when nobody knows. */
export type FindPlace = (ip: string) => { city: string | null; country: string | null } | null

/** How often a password is known from breaches; 0 when never. Rejects when nobody could be asked. */
export type CountBreaches = (password: string, signal: AbortSignal) => Promise<number>

/** Who we are at an OpenID provider above ours. */
export interface OidcClient {
  readonly issuer: string
  readonly clientId: string
  /** Null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null
  readonly scopes: readonly string[]
  readonly callbackUrl: string
}

/** Who we are at a SAML identity provider, and how it signs. */
export interface SamlServiceProvider {
  /** What the provider calls itself. */
  readonly entityId: string
  readonly signInUrl: string
  /** PEM. */
  readonly certificates: readonly string[]
  readonly ourEntityId: string
  readonly acsUrl: string
}

/** What the answer has to match. Kept sealed on our side, never in the browser. */
export interface OidcSecrets {
  readonly nonce: string
  readonly verifier: string
}

export interface TripWish {
  /** Comes back with the answer: `state`, or the SAML relay state. */
  readonly state: string
  readonly loginHint?: string | undefined
  /** The provider is to ask the person again, whatever session they have there. */
  readonly fresh?: boolean | undefined
}

/** What a SAML provider says of a person, in the part that it signed. */
export interface SamlAssertion {
  readonly id: string
  /** After this it counts for nothing: until then its id is remembered. */
  readonly until: Date
  readonly nameId: string
  readonly nameIdFormat: string | null
  /** When the person last showed the provider who they are. */
  readonly signedInAt: Date | null
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

/**
 * Identity providers above ours. Each verb may take a while (discovery, the exchange of the code) and is called outside of any unit
 * of work; what it cannot believe or reach it rejects with an `UpstreamError`.
 */
export interface UpstreamProtocols {
  readonly oidc: {
    begin(client: OidcClient, wish: TripWish): Promise<{ url: string; secrets: OidcSecrets }>
    /**
     * Redeems the code and checks everything: issuer, nonce, audience, times, signature.
     *
     * @returns the claims of the ID token, with those of the userinfo endpoint where the token has no address
     */
    finish(
      client: OidcClient,
      answer: URLSearchParams,
      expected: OidcSecrets & { state: string },
    ): Promise<Readonly<Record<string, unknown>>>
  }
  readonly saml: {
    begin(provider: SamlServiceProvider, wish: TripWish): Promise<{ url: string; requestId: string }>
    /** @param response the form field `SAMLResponse`, as it came */
    finish(
      provider: SamlServiceProvider,
      response: string,
      expected: { requestId: string; now: Date },
    ): Promise<SamlAssertion>
  }
}

/**
 * A trip to an identity provider led to nothing. `code` is for decisions, `message` for an administrator: it says what was wrong, never
 * a secret, a token or a person's data.
 */
export class UpstreamError extends Error {
  override name = 'UpstreamError'
  readonly code: 'unreachable' | 'declined' | 'untrustworthy'

  /**
   * @param code `unreachable`: no answer, or not one that makes sense; `declined`: the provider or the person said no; `untrustworthy`: an answer that must
   * not be believed
   */
  constructor(code: UpstreamError['code'], message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.code = code
  }
}
