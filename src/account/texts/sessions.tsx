import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Where you’re signed in',
  row: {
    current: 'This is you',
    kept: 'Kept signed in',
    active: (when: ReactNode) => <>active {when}</>,
    end: 'End',
    endThis: (browser: string) => `End ${browser}`,
  },
  endOthers: 'End all others…',
  endingOne: {
    title: (browser: string) => `End ${browser}`,
    action: 'End session',
    what: 'That browser is signed out now. Don’t recognise it? Change your password, and tell your IT administrator.',
    done: (browser: string) => `Ended ${browser}`,
  },
  endingOthers: {
    title: 'End all other sessions',
    action: 'End sessions',
    what: (count: number) =>
      plural('en', count, {
        one: 'One other browser is signed out now. Don’t recognise it? Change your password, and tell your IT administrator.',
        other:
          '# other browsers are signed out now. Don’t recognise it? Change your password, and tell your IT administrator.',
      }),
    done: 'Ended your other sessions',
  },
}

export const sessionsTexts = inLanguage({ en })
