import type { ChallengeClaims } from '#contract/device-messages.ts'
import { texts } from '../texts/texts.ts'
import { isApple } from '../this-phone.ts'

const { requests: words } = texts

/** The question, in words; of an act that this version does not know, the plainest. */
export function questionOf({ act, app }: ChallengeClaims): string {
  if (act === 'step-up') return words.stepUp(app)
  return act === 'add-device' ? words.addDevice.title : words.isThisYou(app)
}

/** Where the number is: on a new phone, in a browser of this phone, or on a computer. */
export function numberLabelOf(claims: ChallengeClaims): string {
  if (claims.act === 'add-device') return words.addDevice.number
  return isOfThisPhone(claims.ua) ? words.numberHere : words.number
}

/** A guess by the browser's system: it only chooses words. */
function isOfThisPhone(browser: string): boolean {
  if (isApple()) return /\b(?:iOS|iPadOS|iPhone|iPad)\b/.test(browser)
  return /Android/.test(navigator.userAgent) && /\bAndroid\b/.test(browser)
}
