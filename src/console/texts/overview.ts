import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Overview',
  /** Beside the organisation's name. */
  meta: (people: string, { about, sample }: { about: boolean; sample: boolean | undefined }) =>
    `${about ? 'About ' : ''}${people}${sample ? ' · Sample data' : ''}`,
  cases: {
    open: (count: number) => plural('en', count, { one: 'One case is open', other: '# cases are open' }),
    text: 'Somebody reported a sign-in that was not theirs, or a phone’s key may have been copied.',
    look: 'Open the cases',
  },
  fewTexts: {
    all: 'Few texts are left today',
    strangers: 'New browsers get no more texts today',
    text: {
      all: (used: string, perDay: string) =>
        `${used} of the ${perDay} texts of a day are used up. After the last one nobody gets a code by SMS until the day is over.`,
      strangers: (used: string) =>
        `Browsers that nobody here has used before had ${used} texts sent. People in browsers of their own still get codes by SMS.`,
    },
    look: 'Open the settings',
  },
  start: {
    title: 'Getting started',
    organisation: 'Set up the organisation and your own phone',
    passkey: 'Add a passkey to your account: administrators are who others pretend to be',
    owner: 'Add a second owner, so that a lost phone locks nobody out',
    people: 'Add your people',
    application: 'Create an application',
    test: 'Test a sign-in to it',
    mail: 'Connect a mail server (setting LATCHKEY_SMTP_URL)',
    https: 'Serve this address over https, so that phones can be enrolled',
    /** Read out behind a step. */
    done: ': done',
    toDo: ': to do',
  },
  facts: {
    title: 'Organisation',
    name: 'Name',
    address: 'Address',
    copyAddress: 'address',
    people: 'People',
    count: (count: string, { about }: { about: boolean }) => `${about ? 'About ' : ''}${count}`,
    applications: 'Applications',
    mail: 'Mail goes',
    phones: 'Phones',
  },
  mail: {
    smtp: 'By the mail server',
    inbox: 'To the page /inbox: no mail server is set up',
    none: 'Nowhere: no mail server is set up',
  },
  phones: {
    possible: 'Can be enrolled at this address',
    impossible: 'Cannot be enrolled: this address needs https',
  },
  latest: { title: 'Signed in lately', empty: 'Nobody has signed in yet.' },
  newest: { title: 'New people', empty: 'Nobody yet.' },
}

/** The organisation at a glance. */
export const overviewTexts = inLanguage({ en })
