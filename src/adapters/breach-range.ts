import { createHash } from 'node:crypto'
import { type CountBreaches, DeliveryError } from '#domain/ports.ts'
import type { OutgoingFetch } from '#platform/outgoing.ts'

/** Of the 40 hexadecimal digits of the hash, those that leave the house: hundreds of passwords share them. */
const prefixLength = 5

/**
 * Asks a range service, such as Have I Been Pwned, how often a password is known from breaches (k-anonymity): five digits of its
 * SHA-1 are sent, every suffix known under them comes back, and which one was meant stays here. The answer is padded with made-up
 * suffixes of count 0, so that its length says nothing either. SHA-1 is what such services are indexed by; nothing is stored by it.
 *
 * @param service.url the five digits are put at its end
 */
export function createBreachCounter(service: { url: URL; fetch: OutgoingFetch }): CountBreaches {
  return async (password, signal) => {
    const digest = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase()
    const url = new URL(digest.slice(0, prefixLength), service.url)
    const headers = { 'add-padding': 'true', accept: 'text/plain', 'user-agent': 'latchkey' }
    const { status, body } = await service.fetch(url, { headers, signal })
    if (status !== 200) throw new DeliveryError(`breach range ${status}`)
    return countIn(Buffer.from(body).toString('latin1'), digest.slice(prefixLength))
  }
}

/** The answer is lines of `SUFFIX:COUNT`. What is anything else is no answer: it must not pass for "not known". */
function countIn(text: string, suffix: string): number {
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  let count = 0
  for (const line of lines) {
    const [, known, times] = /^([0-9A-F]{35}):(\d+)$/i.exec(line) ?? []
    if (!known) throw new DeliveryError('breach range: not an answer')
    if (known.toUpperCase() === suffix) count = Number(times)
  }
  if (lines.length === 0) throw new DeliveryError('breach range: an empty answer')
  return count
}
