import { byLanguage } from '#contract/language.ts'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'

const failures: Record<PasswordFailure, (rules: PasswordRules) => string> = {
  'too-short': ({ minimumLength }) => `Use at least ${minimumLength} characters.`,
  'too-long': () => 'That is too long. Use fewer than 250 characters.',
  uppercase: () => 'Add an uppercase letter.',
  lowercase: () => 'Add a lowercase letter.',
  digit: () => 'Add a digit.',
  symbol: () => 'Add a symbol.',
  breached: () => 'This password is known from a data breach, so others will try it. Choose another one.',
  common: () => 'This is one of the passwords that people choose most. Choose another one.',
  context: () => 'It contains your name, your address or the name of the organisation. Leave that out.',
  reused: () => 'You have used this password before. Choose a new one.',
}

const en = {
  label: 'New password',
  failures,
  rules: {
    length: (atLeast: number) => `At least ${atLeast} characters`,
    uppercase: 'An uppercase letter',
    lowercase: 'A lowercase letter',
    digit: 'A digit',
    symbol: 'A symbol',
    context: 'Without your name, your address and the organisation’s name',
    breached: 'None that many people use, or that is known from a data breach',
    history: (count: number) => (count === 1 ? 'Not the one you have' : `None of your last ${count}`),
    /** Read out before a rule that is met. */
    met: 'Met:',
    /** Read out once all of them are. */
    allMet: 'What can be checked here is met',
  },
}

/** The field for a new password, with its rules. */
export const newPasswordTexts = byLanguage({ en })
