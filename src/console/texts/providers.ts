import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  list: {
    title: 'Providers',
    meta: 'Where people prove who they are, besides the phone and the password',
    add: 'Add provider',
    first: 'Let people sign in through your company’s provider',
    firstText: 'Google, Microsoft, Okta, and whatever speaks OpenID Connect or SAML.',
  },
  columns: { name: 'Name', kind: 'Kind', people: 'People', lastSignIn: 'Last sign-in', state: 'State' },
  never: 'Never',
  states: {
    disabled: 'Disabled',
    failing: 'Failing',
    ending: 'Ends soon',
    working: 'Working',
    unused: 'Not used yet',
  },
  secretEnds: (day: string) => `Secret ends ${day}`,
  secretEnded: (day: string) => `Secret ended ${day}`,
  certificateEnds: (day: string) => `Certificate ends ${day}`,
  certificateEnded: (day: string) => `Certificate ended ${day}`,
  endingText: (what: string) => `${what}. Enter a new one below before sign-ins fail.`,
  test: { start: 'Test', saveFirst: 'Save your changes first' },
  enterThere: 'Enter these at the provider',
  addresses: {
    acs: 'Assertion consumer service',
    entityId: 'Entity ID and metadata',
    redirect: 'Redirect address',
  },
  preparing: 'Its addresses are being made',
  added: (name: string) => `Added ${name}`,
  use: {
    title: 'Use',
    people: 'People',
    linked: (count: string) => `${count} linked`,
    lastSignIn: 'Last sign-in',
    lastFailure: 'Last failure',
    none: 'None',
    said: 'It said',
  },
  missing: {
    heading: 'Provider',
    page: 'No such provider',
    title: 'No provider with this ID',
    text: 'It may have been deleted.',
    all: 'See all providers',
  },
  delete: {
    title: 'Delete',
    text: "Nobody can sign in through it afterwards. Can't be undone; to stop it for a while, switch it off.",
    begin: 'Delete provider…',
    action: 'Delete provider',
    heading: (name: string) => `Delete ${name}`,
    done: (name: string) => `Deleted ${name}`,
    signIns: (name: string) => `Sign-ins through ${name}`,
    links: (people: number) =>
      `The links of ${plural('en', people, { one: '# person', other: '# people' })}; whoever has no other way in needs one`,
    people: 'The people, and sessions that are open',
    events: 'Past events',
    nobody: 'Nobody',
  },
}

/** The providers that people sign in through: the list and the page of one. */
export const providersTexts = inLanguage({ en })
