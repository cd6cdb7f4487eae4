import { byLanguage } from '#contract/language.ts'

const en = {
  help: 'Help',
  reference: 'Reference',
  continue: 'Continue',
  email: 'Email',
  addressWrong: 'Enter your work email, like name@example.com.',
  notYou: 'Not you?',
  copy: 'Copy',
  copied: 'Copied',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  /** Read out in a countdown; `#` is how many. */
  secondsLeft: '# seconds left',
}

/** What several pages say. */
export const frameTexts = byLanguage({ en })
