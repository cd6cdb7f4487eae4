import type { RequestId } from '#contract/ids.ts'
import type { Tenancy } from '../work.ts'

/** What a request's QR code says. Only the scanner inside the app acts on it; the fragment reaches no server. */
export function qrOf(base: Tenancy, requestId: RequestId, q: string): string {
  const content = new URLSearchParams({ v: '1', iss: base.baseUrl, rid: requestId, q })
  return `${base.appUrl}/app/a#${content}`
}
