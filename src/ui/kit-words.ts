import { plural } from '#contract/plural.ts'

/** What the kit says by itself, wherever it is used; everything else is handed to it. */
export const kitWords = {
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
