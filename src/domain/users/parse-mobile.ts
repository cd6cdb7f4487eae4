import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { Problem } from '#contract/problem.ts'

/**
 * A mobile number in E.164. It has to be written with its country (`+49 170 1234567`): there is no default country, since a guess
 * would send codes to a stranger.
 *
 * @throws {Problem} `invalid-request`
 */
export function parseMobile(text: string): string {
  const number = parsePhoneNumberFromString(text.normalize('NFKC'))
  if (!number?.isValid()) {
    const message = 'Enter the number with its country code, such as +44 7700 900123'
    throw new Problem('invalid-request', message, { members: { issues: [{ path: ['mobile'], message }] } })
  }
  return number.number
}

/** The digits of a number: what it is found by. */
export const mobileKey = (number: string) => number.replace(/\D/g, '')
