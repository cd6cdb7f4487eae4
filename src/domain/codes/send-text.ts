import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { UserId } from '#contract/ids.ts'
import { queueSms } from '../outbox/queue-sms.ts'
import type { Work } from '../work.ts'
import { type Asker, takeFromBudget } from './sms-budget.ts'

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
 * Sends a text once this unit has committed, unless the number is not for texts, or it, whoever asks or the organisation has had its share
 * of the day: whoever owns dear numbers must not earn by asking, and no stranger uses up what others need.
 *
 * @param input `to` in E.164
 */
export async function sendText(
  work: Work,
  {
    userId,
    to,
    text,
    expiresAt,
    asker,
  }: { userId: UserId; to: string; text: string; expiresAt: Date; asker: Asker },
): Promise<'queued' | 'not-possible' | 'limited'> {
  const { sms } = work.channels
  if (!sms || !canText(work, to)) return 'not-possible'
  if (!(await takeFromBudget(work, { userId, to, asker, perDay: sms.perDay }))) return 'limited'
  await queueSms(work, { to, text }, { expiresAt })
  return 'queued'
}
