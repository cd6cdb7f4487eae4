import { emailKey } from '../email-key.ts'
import { isUnspaced, wordKey } from './person-words.ts'

const fields = ['email', 'id', 'name', 'mobile', 'external'] as const

/** What somebody typed into the search box, taken apart. */
export interface Typed {
  /** Where alone to look: `email:…`. */
  readonly field: (typeof fields)[number] | null
  /** Without the field, otherwise as it was typed. */
  readonly text: string
  /** Names begin with this. */
  readonly nameKey: string
  readonly emailKey: string
  readonly tokens: readonly Token[]
  /** What looks like a number, without what people put between its digits. */
  readonly digits: string | null
}

export interface Token {
  /** Folded as words are; with its punctuation. */
  readonly key: string
  /** Its letters and digits, as one. */
  readonly word: string
  /** The same, as those write it who have no umlauts; null where that is no different. */
  readonly spelled: string | null
  readonly parts: readonly string[]
  /** A host name by its look. */
  readonly domain: string | null
  /** The part before the `@` without punctuation; null where nothing is left of it. */
  readonly local: string | null
  readonly unspaced: boolean
}

/** Nobody looks for more words than that; each costs. */
const mostTokens = 8
const longestToken = 60

export function parseTyped(q: string): Typed {
  // PostgreSQL has no text with a NUL in it, and half a surrogate pair is no letter.
  const typed = q.replaceAll('\0', ' ').toWellFormed().trim()
  const named = /^(email|id|name|mobile|external)\s*:(.*)$/is.exec(typed)
  const field = fields.find((one) => one === named?.[1]?.toLowerCase()) ?? null
  const text = (field ? (named?.[2] ?? '') : typed).trim()
  const tokens = text.split(/[\s,;]+/u).flatMap((word) => tokenOf(word) ?? [])
  return {
    field,
    text,
    nameKey: wordKey(text).normalize('NFKD'),
    emailKey: emailKey(text),
    tokens: tokens.slice(0, mostTokens),
    digits: digitsIn(text),
  }
}

function tokenOf(text: string): Token | undefined {
  const key = [...wordKey(text)].slice(0, longestToken).join('')
  const parts = key.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const word = parts.join('')
  if (!word) return undefined
  const at = key.lastIndexOf('@')
  const host = at < 0 ? key : key.slice(at + 1)
  const spelled = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöü]/g, (letter) => `${letter}e`)
  const otherwise = wordKey(spelled).replace(/[^\p{L}\p{N}]+/gu, '')
  return {
    key,
    word,
    spelled: otherwise === word ? null : otherwise,
    parts,
    domain: /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]*)+$/u.test(host) ? host : at >= 0 && host ? host : null,
    local: at > 0 ? key.slice(0, at).replace(/[^\p{L}\p{N}]+/gu, '') || null : null,
    unspaced: isUnspaced(word),
  }
}

/** Of a number with its country code also `00` for `+`, and the nought in brackets that is not dialled from abroad. */
function digitsIn(text: string): string | null {
  if (!/^\+?[\d\s()./-]+$/.test(text)) return null
  const digits = text.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^00/, '')
  return digits.length >= 3 && digits.length <= 20 ? digits : null
}
