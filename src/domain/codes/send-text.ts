import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { hit } from '../limits/hit.ts'
import { queueSms } from '../outbox/queue-sms.ts'
import type { Work } from '../work.ts'

/** To one number, whoever asks: a code is asked for again now and then, and nobody's phone is made to ring all day. */
const toOneNumber = { limit: 10, windowSeconds: 86_400 }
const daySeconds = 86_400

/** Whether a text may go to this number: there is a service, the number is a mobile one, and of a country that the operator named. */
export function canText({ channels }: Pick<Work, 'channels'>, mobile: string | null): boolean {
  const number = mobile === null ? undefined : parsePhoneNumberFromString(mobile)
  if (!channels.sms || !number?.isValid() || !number.country) return false
  const type = number.getType()
  // In some countries the two look alike. What costs more than a text, such as a premium number, is neither.
  if (type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE') return false
  return channels.sms.countries.includes(number.country)
}

/**
 * Sends a text once this unit has committed, unless the number is not for texts, or it or the organisation has had its share of the day:
 * whoever owns dear numbers must not earn by asking.
 *
 * @param input `to` in E.164
 */
export async function sendText(
  work: Work,
  { to, text, expiresAt }: { to: string; text: string; expiresAt: Date },
): Promise<'queued' | 'not-possible' | 'limited'> {
  const { sms } = work.channels
  if (!sms || !canText(work, to)) return 'not-possible'
  const ofNumber = await hit(work, { key: `sms:to:${to}`, ...toOneNumber })
  if (!ofNumber.allowed) return 'limited'
  const ofDay = await hit(work, { key: 'sms:day', limit: sms.perDay, windowSeconds: daySeconds })
  if (!ofDay.allowed) return 'limited'
  await queueSms(work, { to, text }, { expiresAt })
  return 'queued'
}
