import { inLanguage } from '#ui/in-language.ts'

const en = {
  spoken: (what: string, letters: string) => `The ${what}: ${letters}`,
  what: (what: string) => `the ${what}`,
  copy: 'Copy',
}

/** What stands beside a code that is read out. */
export const passcodeTexts = inLanguage({ en })
