import { pinProofParameters } from '#contract/device-messages.ts'
import { type Bytes, base64url, utf8 } from './base64url.ts'

/**
 * What the server is shown in a PIN's stead: PBKDF2-HMAC-SHA-256 over its NFKC. The salt never leaves the phone, so the server's
 * database offers nothing to guess against.
 */
export async function pinProofOf(pin: string, salt: Bytes): Promise<string> {
  const key = await crypto.subtle.importKey('raw', utf8(pin.normalize('NFKC')), 'PBKDF2', false, [
    'deriveBits',
  ])
  const { iterations, bytes } = pinProofParameters
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    key,
    bytes * 8,
  )
  return base64url(bits)
}

export type PinWeakness = 'too-short' | 'not-digits' | 'repeated' | 'sequence' | 'common'

/** Why a PIN is not taken, or null. Only the phone can say: the server never sees it. */
export function weaknessOfPin(pin: string): PinWeakness | null {
  const digits = pin.normalize('NFKC')
  if (!/^\d*$/.test(digits)) return 'not-digits'
  if (digits.length < pinProofParameters.minimumDigits) return 'too-short'
  // 111111, 121212, 123123: a short block that repeats to the end.
  if (repeatsToTheEnd(digits)) return 'repeated'
  if (isSequence(digits)) return 'sequence'
  return common.has(digits) ? 'common' : null
}

function repeatsToTheEnd(digits: string): boolean {
  return [1, 2, 3, 4].some((size) => {
    const block = digits.slice(0, size)
    return digits.length >= size * 2 && block.repeat(digits.length).startsWith(digits)
  })
}

function isSequence(digits: string): boolean {
  const steps = new Set<number>()
  for (let place = 1; place < digits.length; place++)
    steps.add((Number(digits[place]) - Number(digits[place - 1]) + 10) % 10)
  return steps.size === 1
}

/** Six digits that many people choose and that are neither a repetition nor a sequence: keypad shapes, years, pairs. */
const common = new Set(
  (
    '112233 223344 334455 445566 556677 667788 778899 332211 665544 998877 112211 221122 100000 000001 111112 ' +
    '111222 222333 222111 333222 444555 555444 666777 777888 888999 999888 123321 321123 654321 456654 789987 ' +
    '147258 258369 369258 147852 258147 159753 753159 951753 357159 159357 147369 369147 741852 852741 963852 ' +
    '852963 741963 456789 789456 456123 123789 987321 789123 321654 654123 147896 198700 198800 198900 199000 ' +
    '199100 199200 199300 199400 199500 199600 199700 199800 199900 200000 200100 201000 202000 520131 131452 ' +
    '520520 521521 110110 112358 142536 121314 102030 010203 101112 123654 112112 246810 135790 135791 102938 ' +
    '314159 271828 696969 420420 007007 159951 124578 235689 134679 124816 123455 123457 123465 111213'
  ).split(' '),
)
