import { randomCrockford } from '#platform/random.ts'

/** In UTF-8, as it was sent: more is nobody's password. */
const maximumBytes = 1024

/**
 * A password as it is counted and hashed: NFKC, so that the same letters typed on another keyboard are the same password (NIST SP
 * 800-63B-4 §3.1.1.2). Nothing is trimmed or cut. Undefined where it is longer than is accepted.
 */
export function normalisePassword(text: string): string | undefined {
  if (Buffer.byteLength(text, 'utf8') > maximumBytes) return undefined
  return text.toWellFormed().normalize('NFKC')
}

/** A temporary password: 80 bits in groups of four that can be read out and typed. */
export function makeTemporaryPassword(): string {
  return randomCrockford(16).replace(/(.{4})(?=.)/g, '$1-')
}

/** A temporary password as it is hashed: case, blanks and dashes are forgiven, and O, I and L are read as 0 and 1. */
export function readTemporaryPassword(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}

/** What is hashed of a typed password that is to be compared with a stored one. */
export const comparable = (text: string, stored: { readonly temporary: boolean }) =>
  stored.temporary ? readTemporaryPassword(text) : text
