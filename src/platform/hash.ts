import { createHash, timingSafeEqual } from 'node:crypto'

/** For tokens of full entropy before they are stored. Never for passwords, PINs or codes. */
export function sha256(text: string | Uint8Array): Buffer {
  return createHash('sha256').update(text).digest()
}

export function sha256Base64url(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** Compares in a time that depends on the lengths alone; different lengths are simply unequal. */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}
