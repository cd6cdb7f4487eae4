import { plural } from '#contract/plural.ts'
import { inLanguage } from '../in-language.ts'

const en = {
  optional: 'Optional',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  tryAgain: 'Try again',
  notLoaded: (what: string) => `We couldn't load ${what.charAt(0).toLowerCase()}${what.slice(1)}.`,
  offline: "You're offline. Changes aren't saved.",
  /** Read out twice in a countdown. */
  secondsLeft: (label: string, count: number) =>
    `${label} ${plural('en', count, { one: '# second', other: '# seconds' })}`,
}

/** What the kit says by itself on every surface, the phone's too; most else is handed to it. */
export const fieldsTexts = inLanguage({ en })
