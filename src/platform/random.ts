import { randomBytes, randomInt } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, so that a person can read it aloud and type it. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `bytes` bytes (32 unless told) from the CSPRNG as base64url without padding. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** `count` decimal digits, each equally likely; the first is never 0, so that nobody drops it. */
export function randomDigits(count: number): string {
  let digits = ''
  for (let place = 0; place < count; place++) digits += randomInt(place === 0 ? 1 : 0, 10).toString()
  return digits
}

/** `characters` characters of Crockford's base 32, upper case: 5 bits each. */
export function randomCrockford(characters: number): string {
  // 256 is a multiple of 32: the low five bits of a byte are uniform.
  return Array.from(randomBytes(characters), (byte) => crockford[byte & 31]).join('')
}
