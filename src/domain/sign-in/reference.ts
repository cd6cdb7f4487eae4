import { randomCrockford } from '#platform/random.ts'

/** What a person reads out to an administrator: `LK-7F3K-2Q`. 30 bits: it names a sign-in and opens nothing. */
export function drawReference(): string {
  return written(randomCrockford(6))
}

/**
 * A reference code as people type what they heard: in any case, with or without dashes and its first letters, and with the letters
 * that Crockford's base 32 reads as digits. Undefined where it is none.
 */
export function readReference(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/[\s–—-]/g, '')
  const code = (plain.length === 8 ? plain.replace(/^LK/, '') : plain)
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{6}$/.test(code) ? written(code) : undefined
}

const written = (code: string) => `LK-${code.slice(0, 4)}-${code.slice(4)}`
