import type { PasswordFailure } from '#contract/passwords.ts'
import { inLanguage } from '#ui/in-language.ts'

const failures: Record<PasswordFailure, string> = {
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

const en = {
  title: 'Password',
  notAllowed: 'Your organisation lets you have no password',
  remove: 'Remove…',
  change: 'Change…',
  set: 'Set a password…',
  facts: {
    password: 'Password',
    isSet: 'Set',
    none: 'None',
    changed: 'Last changed',
    used: 'Last used',
  },
  setting: {
    titleChange: 'Change your password',
    titleSet: 'Set a password',
    action: 'Save password',
    unmet: 'It does not meet the rules below yet',
    saved: 'Password saved',
    label: 'New password',
    rules: 'Rules',
    /** Read out, before a rule. */
    met: 'Met:',
    endOthers: 'Sign out my other sessions',
  },
  rules: {
    length: (atLeast: number) => `At least ${atLeast} characters`,
    uppercase: 'An uppercase letter',
    lowercase: 'A lowercase letter',
    digit: 'A digit',
    symbol: 'A symbol',
    context: 'Without your name, your address and the organisation’s name',
    breached: 'None that is known from a data breach',
    history: (count: number) => `None of your last ${count}`,
  },
  failures,
  removing: {
    title: 'Remove your password',
    action: 'Remove password',
    done: 'Password removed',
    what: 'You then sign in with your phone or a linked provider. You can set a password again at any time.',
  },
}

export const passwordTexts = inLanguage({ en })
