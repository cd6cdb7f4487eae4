import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'

const classes: readonly (readonly [rule: keyof PasswordRules & PasswordFailure, pattern: RegExp])[] = [
  ['uppercase', /\p{Lu}/u],
  ['lowercase', /\p{Ll}/u],
  ['digit', /\p{Nd}/u],
  ['symbol', /[^\p{L}\p{N}\p{M}\s]/u],
]

/**
 * What is wrong with a password as far as it can be seen by looking at it. Length is in code points.
 *
 * @param password as `normalisePassword` gives it
 * @param words that it may not contain, as `contextWords` gives them
 */
export function failuresOf(
  password: string | undefined,
  rules: PasswordRules,
  words: readonly string[],
): PasswordFailure[] {
  if (password === undefined) return ['too-long']
  const failures: PasswordFailure[] = []
  if ([...password].length < rules.minimumLength) failures.push('too-short')
  for (const [rule, pattern] of classes) if (rules[rule] && !pattern.test(password)) failures.push(rule)
  const folded = fold(password)
  if (words.some((word) => folded.includes(word))) failures.push('context')
  return failures
}

/** Shorter ones are part of too many other words. */
const leastLetters = 4

/**
 * Words that whoever guesses tries first: names, the parts of addresses, the organisation, the product (NIST SP 800-63B-4 §3.1.1.2,
 * context-specific words). Each once, without accents, in lower case.
 */
export function contextWords(texts: readonly (string | null | undefined)[]): string[] {
  const words = texts.flatMap((text) => fold(text ?? '').match(/\p{L}+/gu) ?? [])
  return [...new Set(['latchkey', ...words.filter((word) => [...word].length >= leastLetters)])]
}

/** The parts of an address that say something about its owner: not the last of the host. */
export const addressParts = (email: string) => email.replace(/\.[^.@]*$/, '')

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
