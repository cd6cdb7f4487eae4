import type { PasswordFailure } from '#contract/passwords.ts'
import type { Profile } from '#contract/self.ts'

type Rules = Profile['rules']

/** A rule as it is listed, and whether what was typed meets it; null where only the server knows. */
export interface ListedRule {
  readonly text: string
  readonly met: boolean | null
}

/** What a password must be, beside what was typed so far. Length counts as the server counts: code points after NFKC. */
export function listRules(rules: Rules, typed: string): ListedRule[] {
  const text = typed.normalize('NFKC')
  const listed: (ListedRule | false)[] = [
    {
      text: `At least ${rules.minimumLength} characters`,
      met: [...text].length >= rules.minimumLength,
    },
    rules.uppercase && { text: 'An uppercase letter', met: /\p{Lu}/u.test(text) },
    rules.lowercase && { text: 'A lowercase letter', met: /\p{Ll}/u.test(text) },
    rules.digit && { text: 'A digit', met: /\p{Nd}/u.test(text) },
    rules.symbol && { text: 'A symbol', met: /[^\p{L}\p{N}\p{M}\s]/u.test(text) },
    { text: 'Without your name, your address and the organisation’s name', met: null },
    rules.blockBreached && { text: 'None that is known from a data breach', met: null },
    rules.history > 0 && { text: `None of your last ${rules.history}`, met: null },
  ]
  return listed.filter((rule) => rule !== false)
}

/** Why the server refused a password. */
export const failureWords: Record<PasswordFailure, string> = {
  'too-short': 'It is too short.',
  'too-long': 'It is too long.',
  uppercase: 'Add an uppercase letter.',
  lowercase: 'Add a lowercase letter.',
  digit: 'Add a digit.',
  symbol: 'Add a symbol.',
  breached: 'It is known from a data breach, so others will try it. Choose another one.',
  common: 'It is one of the passwords that people choose most. Choose another one.',
  context: 'It contains your name, your address or the name of the organisation. Leave that out.',
  reused: 'You have used it before. Choose a new one.',
}
