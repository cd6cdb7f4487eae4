import { DeliveryError, type SendSms, type Sms } from '#domain/ports.ts'
import { type OutgoingFetch, OutgoingRefusedError } from '#platform/outgoing.ts'

/** What an answer means: it was taken, it never will be, or it may be later. */
export type SmsVerdict = 'sent' | 'refused' | 'retry'

export interface SmsConfig {
  /** `https://user:password@host/path`: what stands before the host goes as Basic authentication (RFC 7617). */
  readonly url: URL
  readonly method: 'POST' | 'PUT'
  readonly headers: Readonly<Record<string, string>>
  /**
   * JSON where it begins with a brace or bracket, else a form as in an address (`To={to}&Body={text}`). In its values `{to}` is the number in
   * E.164, `{digits}` the same without the plus, `{text}` the text and `{id}` the message's own id.
   */
  readonly body: string
  /** By status (`409`) or class (`4xx`); the exact one counts first. What is not in it is tried again. */
  readonly statuses: Readonly<Record<string, SmsVerdict>>
  /** Guarded: it goes nowhere but to public addresses and to what the operator named. */
  readonly fetch: OutgoingFetch
}

/** Sends texts through any service that takes an HTTP request for each. */
export function createSmsSender({ url, method, headers, body, statuses, fetch }: SmsConfig): SendSms {
  const address = new URL(url)
  address.username = ''
  address.password = ''
  const write = /^\s*[{[]/.test(body) ? jsonWriter(body) : formWriter(body)
  const always = {
    accept: 'application/json',
    'content-type': write.type,
    ...(url.username && { authorization: basic(url) }),
    ...headers,
  }
  return async (sms, signal) => {
    const request = { method, headers: always, body: write.body(sms), signal }
    const response = await fetch(address, request).catch((error: unknown) => {
      throw new DeliveryError(
        error instanceof OutgoingRefusedError ? 'sms refused' : `sms ${codeOf(error)}`,
        {
          cause: error,
        },
      )
    })
    const { status } = response
    const verdict = statuses[String(status)] ?? statuses[`${Math.floor(status / 100)}xx`] ?? 'retry'
    if (verdict === 'sent') return
    // Not the service's words: they quote the number.
    throw new DeliveryError(`sms ${status}`, {
      permanent: verdict === 'refused',
      retryAfterSeconds: secondsIn(response.headers.get('retry-after')),
    })
  }
}

/** Values are put in after the template was read, so that no text can become structure. */
function jsonWriter(template: string) {
  const parsed: unknown = JSON.parse(template)
  return {
    type: 'application/json',
    body: (sms: Sms) =>
      JSON.stringify(parsed, (_, value: unknown) => (typeof value === 'string' ? fill(value, sms) : value)),
  }
}

function formWriter(template: string) {
  const fields = [...new URLSearchParams(template)]
  return {
    type: 'application/x-www-form-urlencoded',
    body: (sms: Sms) =>
      new URLSearchParams(fields.map(([name, value]) => [name, fill(value, sms)])).toString(),
  }
}

function fill(template: string, { id, to, text }: Sms): string {
  const values: Record<string, string> = { id, to, text, digits: to.replace(/\D/g, '') }
  return template.replace(/\{(id|to|text|digits)\}/g, (_, name: string) => values[name] ?? '')
}

function basic({ username, password }: URL): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`
}

/** A code lives ten minutes: a longer pause than that is no use, and a date is not worth reading. */
function secondsIn(retryAfter: string | null): number | undefined {
  return retryAfter && /^\d+$/.test(retryAfter.trim()) ? Math.min(Number(retryAfter), 600) : undefined
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  if (typeof cause?.code === 'string') return cause.code
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'failed'
}
