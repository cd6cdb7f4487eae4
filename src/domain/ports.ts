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
