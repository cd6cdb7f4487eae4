import type { Profile } from '#contract/self.ts'
import { passwordTexts } from '../texts/password.ts'

type Rules = Profile['rules']

/** A rule as it is listed, and whether what was typed meets it; null where only the server knows. */
export interface ListedRule {
  readonly text: string
  readonly met: boolean | null
}

const words = passwordTexts.rules

/** What a password must be, beside what was typed so far. Length counts as the server counts: code points after NFKC. */
export function listRules(rules: Rules, typed: string): ListedRule[] {
  const text = typed.normalize('NFKC')
  const listed: (ListedRule | false)[] = [
    { text: words.length(rules.minimumLength), met: [...text].length >= rules.minimumLength },
    rules.uppercase && { text: words.uppercase, met: /\p{Lu}/u.test(text) },
    rules.lowercase && { text: words.lowercase, met: /\p{Ll}/u.test(text) },
    rules.digit && { text: words.digit, met: /\p{Nd}/u.test(text) },
    rules.symbol && { text: words.symbol, met: /[^\p{L}\p{N}\p{M}\s]/u.test(text) },
    { text: words.context, met: null },
    rules.blockBreached && { text: words.breached, met: null },
    rules.history > 0 && { text: words.history(rules.history), met: null },
  ]
  return listed.filter((rule) => rule !== false)
}
