import { backupParameters } from '#contract/device-messages.ts'
import { type Bytes, randomBytes, sha256 } from './base64url.ts'

/** Crockford's alphabet: no I, L, O and U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bitsOfCode = 128n
/** 26 characters of five bits hold two more than the code has. */
const spareBits = 2n

/** The 128 bits that a recovery code stands for. */
export const makeRecoveryCode = (): Bytes => randomBytes(16)

/**
 * As 26 characters. The two bits that are over are the first two of the code's SHA-256: three of four slips of the finger are told
 * from a code that is another's.
 */
export async function writeRecoveryCode(code: Bytes): Promise<string> {
  let number = 0n
  for (const byte of code) number = (number << 8n) | BigInt(byte)
  number = (number << spareBits) | (await checkOf(code))
  let text = ''
  for (let place = 0; place < backupParameters.codeCharacters; place++) {
    text = (alphabet[Number(number & 31n)] ?? '') + text
    number >>= 5n
  }
  return text
}

/** In groups of four, to be read and typed. */
export const spacedRecoveryCode = (code: string): string => code.match(/.{1,4}/g)?.join(' ') ?? code

/** Why a typed text is no recovery code: how long it is, what stands in it, or a slip that the check found. */
export type CodeSlip =
  | { readonly wrong: 'length'; readonly count: number }
  | { readonly wrong: 'character' | 'check' }

/** Reads what was typed. Case, blanks and dashes are forgiven, and O, I and L are read as 0 and 1. */
export async function readRecoveryCode(typed: string): Promise<Bytes | CodeSlip> {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  let number = 0n
  for (const character of text) {
    const value = alphabet.indexOf(character)
    if (value < 0) return { wrong: 'character' }
    number = (number << 5n) | BigInt(value)
  }
  if (text.length !== backupParameters.codeCharacters) return { wrong: 'length', count: text.length }
  const check = number & 3n
  number >>= spareBits
  const code = new Uint8Array(Number(bitsOfCode / 8n))
  for (let place = code.length - 1; place >= 0; place--) {
    code[place] = Number(number & 255n)
    number >>= 8n
  }
  return (await checkOf(code)) === check ? code : { wrong: 'check' }
}

const checkOf = async (code: Bytes): Promise<bigint> => BigInt((await sha256(code))[0] ?? 0) >> 6n
