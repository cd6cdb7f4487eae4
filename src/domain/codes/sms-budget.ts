import type { UserId } from '#contract/ids.ts'
import { addressBlock, isLoopbackAddress } from '#platform/client-address.ts'
import { record } from '../audit/record.ts'
import { hit } from '../limits/hit.ts'
import { tellAdmins } from '../mail/tell-admins.ts'
import type { Work } from '../work.ts'
import { budgetWords } from './budget-mail.ts'

/** Who has a text sent: the person, in a browser of theirs or with their identity's key, or anybody who knows an address. */
export type Asker = 'person' | 'stranger'

const day = 86_400
const hour = 3600
/** To one number from the person's own browsers: a code is asked for again now and then, and nobody’s phone rings all day. */
const toOneNumber = { limit: 10, windowSeconds: day }
/**
 * To one number by strangers. By the hour: a bound of the day, once reached, keeps the person out of every new browser until tomorrow, for
 * the price of a few clicks. More than one network may ask for, so that none of them denies it to the others.
 */
const toOnePerson = { limit: 6, windowSeconds: hour }
/** For one person from one address block: somebody who mistypes and starts again, and not the whole of what strangers may ask for. */
const forOnePersonFromOneBlock = { limit: 4, windowSeconds: hour }
/**
 * By strangers from one address block, whoever they are for: an office behind one address signs in on a Monday morning, in browsers that
 * were cleared. What one block can spend is bounded by the strangers' share of the day.
 */
const fromOneBlock = { limit: 60, windowSeconds: day }

/** How many of the day's texts strangers may have sent in all: whatever they do, the other half is for people in their own browsers. */
export const strangersShare = (perDay: number): number => Math.ceil(perDay / 2)
/** What the texts of a day are counted under: all of them, and those that strangers had sent. */
export const textsOfDay = 'sms:day'
export const textsOfStrangers = 'sms:day:strangers'
/** Administrators hear of it while there is something left. */
export const nearEnd = (perDay: number): number => Math.ceil(perDay * 0.8)

/**
 * Takes one text from what the organisation may send in a day, the narrowest bound first, so that what one refuses is not taken from the
 * next. Administrators are told once a day when little is left, and when strangers have used up their share.
 *
 * @param input `to` in E.164
 * @returns false where one of the bounds is reached
 */
export async function takeFromBudget(
  work: Work,
  { userId, to, asker, perDay }: { userId: UserId; to: string; asker: Asker; perDay: number },
): Promise<boolean> {
  const { ip } = work.actor.origin
  const share = strangersShare(perDay)
  const bounds =
    asker === 'person'
      ? [{ key: `sms:to:${to}`, ...toOneNumber }]
      : [{ key: `sms:for:${to}`, ...toOnePerson }]
  // Behind a proxy that is not named everybody comes from here.
  if (asker === 'stranger' && ip && !isLoopbackAddress(ip)) {
    const block = addressBlock(ip)
    bounds.unshift(
      { key: `sms:from:${block}:for:${userId}`, ...forOnePersonFromOneBlock },
      { key: `sms:from:${block}`, ...fromOneBlock },
    )
  }
  for (const bound of bounds) if (!(await hit(work, bound)).allowed) return false
  if (asker === 'stranger') {
    const { allowed, hits } = await hit(work, { key: textsOfStrangers, limit: share, windowSeconds: day })
    if (hits === share) await tell(work, { whose: 'strangers', used: share, perDay })
    if (!allowed) return false
  }
  const { allowed, hits } = await hit(work, { key: textsOfDay, limit: perDay, windowSeconds: day })
  if (hits === nearEnd(perDay)) await tell(work, { whose: 'all', used: hits, perDay })
  return allowed
}

async function tell(
  work: Work,
  about: { whose: 'all' | 'strangers'; used: number; perDay: number },
): Promise<void> {
  await record(work, 'sms.budget.low', about)
  await tellAdmins(work, budgetWords(work, about))
}
