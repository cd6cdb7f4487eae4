import webPush from 'web-push'
import { DeliveryError, type SendPush } from '#domain/ports.ts'
import { type OutgoingFetch, OutgoingRefusedError } from '#platform/outgoing.ts'

export interface WebPushConfig {
  /** RFC 8292: base64url of the uncompressed point, and of the private scalar. */
  readonly vapid: { readonly publicKey: string; readonly privateKey: string }
  /** Whom a push service may write to: `mailto:` or https. */
  readonly subject: string
  /** Guarded: the endpoint was chosen by whoever enrolled a phone. */
  readonly fetch: OutgoingFetch
}

/** Sends by Web Push (RFC 8030), encrypted for the one phone (RFC 8291) and signed by the installation (RFC 8292). */
export function createWebPush({ vapid, subject, fetch }: WebPushConfig): SendPush {
  return async (push, signal) => {
    const { endpoint, p256dh, auth } = push.subscription
    const details = describe(() =>
      webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, push.payload, {
        vapidDetails: { subject, ...vapid },
        TTL: push.ttlSeconds,
        urgency: 'high',
        contentEncoding: 'aes128gcm',
        ...(push.topic ? { topic: push.topic } : {}),
      }),
    )
    const headers = Object.fromEntries(
      Object.entries(details.headers)
        .filter(([name]) => name.toLowerCase() !== 'content-length')
        .map(([name, value]) => [name, String(value)]),
    )
    const response = await fetch(endpoint, {
      method: 'POST',
      headers,
      body: details.body ?? '',
      signal,
    }).catch((error: unknown) => {
      const refused = error instanceof OutgoingRefusedError
      throw new DeliveryError(refused ? 'push endpoint refused' : `push ${codeOf(error)}`, {
        cause: error,
        permanent: refused,
      })
    })
    if (response.status >= 200 && response.status < 300) return 'accepted'
    // RFC 8030 §7.3: the subscription is over. 403 is not: it says that our signature was not liked.
    if (response.status === 404 || response.status === 410) return 'gone'
    // RFC 8030 knows no redirects: one leads where nobody subscribed.
    const leadsAway = response.status >= 300 && response.status < 400
    throw new DeliveryError(`push ${response.status}`, {
      permanent: leadsAway || response.status === 413 || response.status === 400,
      retryAfterSeconds: retryAfter(response.headers.get('retry-after')),
    })
  }
}

/** A subscription that cannot be encrypted for will not get better. */
function describe(make: () => webPush.RequestDetails): webPush.RequestDetails {
  try {
    return make()
  } catch (cause) {
    throw new DeliveryError('push subscription unusable', { cause, permanent: true })
  }
}

/** Seconds, as a number or as a date (RFC 9110 §10.2.3); at most an hour is believed. */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), 3600) : undefined
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  if (typeof cause?.code === 'string') return cause.code
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'failed'
}
