import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Sessions',
  effect: 'Applies to sessions that begin from now on. An application can only ask for less.',
  fields: {
    idleMinutes: 'Signed out after inactivity of',
    lifetimeHours: 'Sign in again after',
    keptDays: '“Keep me signed in” lasts',
    consoleIdleMinutes: 'Console: signed out after inactivity of',
    consoleLifetimeHours: 'Console: sign in again after',
  },
  units: { minutes: 'minutes', hours: 'hours', days: 'days' },
  outside: (field: string, least: string, most: string) => `${field}: ${least} to ${most}.`,
  everyone: {
    title: 'Sign everyone out',
    text: (organisation: string) =>
      `For an incident: ends every session of ${organisation} at once, with its tokens.`,
    begin: 'Sign everyone out…',
    done: (count: number) => `Ended ${plural('en', count, { one: '# session', other: '# sessions' })}`,
    sessions: 'Every session but the one you are in',
    tokens:
      'Every token that applications hold; access tokens they can check by themselves end within ten minutes',
    stays: 'People, phones, passwords and accounts',
    told: 'Nobody: people are asked to sign in again',
  },
}

/** How long sessions last, and the way to end them all. */
export const settingsSessionsTexts = inLanguage({ en })
