import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Settings',
  titleOf: (section: string) => `Settings · ${section}`,
  saved: 'Settings saved',
  sections: {
    password: 'Password policy',
    'sign-in': 'Sign-in policy',
    session: 'Sessions',
    devices: 'Devices',
    people: 'People who leave',
    texts: 'Words',
    admins: 'Admins',
  },
  people: {
    title: 'People who leave',
    effect: 'Applies to people who leave from now on.',
    fields: {
      restoreDays: 'Removed people can be restored for',
      removeAfterDays: 'Remove people some time after their offboarding',
    },
    restoreText: 'After that their record goes for good; past events stay.',
    removeText: 'Whoever is deactivated as “offboarding” is removed by itself when the days are over.',
    daysBetween: 'Days between offboarding and removal',
    days: 'days',
    wrongRestore: 'Removed people can be restored for 1 to 90 days.',
    wrongRemove: 'People are removed 1 to 365 days after their offboarding.',
  },
  words: {
    title: 'Words of the sign-in pages',
    effect: 'Shown from the next page on. An empty field says what Latchkey says.',
    fields: {
      forceReset: 'The page that asks for a new password',
      helpContact: 'Where people ask for help',
    },
    contactText: 'A mail address, a phone number or an https address: in the app and on the help page.',
    reset: {
      heading: 'When a new password is asked for',
      title: 'Title',
      titleExample: 'Choose a new password',
      text: 'Text',
      textExample: 'Your administrator asked for this.',
      button: 'Button',
      buttonExample: 'Save and sign in',
    },
  },
  admins: {
    title: 'Administrators',
    none: 'No administrators',
    all: 'See all of them',
    columns: { name: 'Name', role: 'Role', status: 'Status', lastSignIn: 'Last sign-in' },
    never: 'Never',
    rolesTitle: 'What the roles may do',
    roles: {
      owner: 'Everything, settings, providers and applications included. An organisation keeps at least one.',
      'user-admin':
        'People: adding, changing, suspending, merging, removing and deleting them, their phones and passwords.',
      'help-desk':
        'Gets people back in: setup codes, phones, password links, sessions. Changes no record and removes nobody.',
      auditor: 'Reads everything and changes nothing.',
    },
    makeAdmin: 'Make admin',
    how: (makeAdmin: ReactNode) => (
      <>
        Nobody acts on someone of a higher role, and nobody changes their own. To make somebody an
        administrator, open their page and choose {makeAdmin}.
      </>
    ),
  },
}

/** What the organisation decides for everybody: the page, and the shorter of its sections. */
export const settingsTexts = inLanguage({ en })
