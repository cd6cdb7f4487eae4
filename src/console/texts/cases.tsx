import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Cases',
  waiting: (count: number, { andMore }: { andMore: boolean }) => {
    if (count === 0) return 'Nothing waits'
    return plural('en', count, { one: 'One is open', other: `#${andMore ? '+' : ''} are open` })
  },
  tabs: { all: 'All', open: 'Open', closed: 'Closed' },
  columns: { person: 'Person', what: 'What', from: 'From', times: 'Times', last: 'Last', state: 'State' },
  states: { open: 'Open', closed: 'Closed' },
  gone: 'Not kept any more',
  openUser: 'Open the user',
  page: (count: number) => `${count} cases on this page`,
  empty: {
    closed: 'No case has been closed',
    open: 'No open cases',
    text: 'One opens when somebody answers a request with “It’s not me”, or when a phone’s key may have been copied.',
  },
  kinds: {
    'sign-in-reported': {
      title: 'Sign-in reported',
      detail:
        'They answered a request on their phone with “It’s not me”. Somebody may be trying to sign in as them.',
    },
    'device-key-copied': {
      title: 'Phone’s key copied',
      detail:
        'A request was answered with a number that this phone’s key had used before. Somebody may hold a copy of the key. The answer was refused.',
    },
  },
  named: (what: string, name: string) => `${what}: ${name}`,
  heading: 'Case',
  opened: (name: string, ago: ReactNode) => (
    <>
      {name} · opened {ago}
    </>
  ),
  closed: 'Closed',
  closedBy: (name: string) => `Closed by ${name}`,
  isClosed: 'This case is closed',
  report: {
    title: 'What happened',
    happened: 'Happened',
    times: (count: number, ago: ReactNode) =>
      count === 1 ? (
        <>Once, {ago}</>
      ) : (
        <>
          {plural('en', count, { other: '# times' })}, last {ago}
        </>
      ),
    phone: 'Phone',
    requestGone: 'The request itself is not kept any more.',
    all: 'All their authentication requests',
    application: 'Application',
    browser: 'Browser',
    known: 'Used before',
    unknown: 'Never used before',
    place: 'Place',
    noPlace: 'Not known',
    ip: 'IP address',
    asked: 'Asked',
    reference: 'Reference',
  },
  person: {
    title: 'The person',
    name: 'Name',
    email: 'Email',
    copyEmail: 'email',
    status: 'Status',
    requests: 'Requests',
    paused: (until: string) => `Paused ${until}`,
    ring: 'Ring their phone',
    lastSignIn: 'Last sign-in',
    never: 'Never',
    revoke: 'Revoke all sessions…',
    resume: 'Let requests ring again',
  },
  /** Behind "paused". */
  untilEnded: 'until somebody ends it',
  until: (time: string) => `until ${time}`,
  close: {
    begin: 'Close case…',
    title: 'Close the case',
    action: 'Close case',
    done: 'Closed the case',
    missing: 'Say what you found',
    label: 'What did you find?',
    description: 'Kept with the case, for whoever looks at it later.',
    ring: 'Sign-in requests ring their phone again at once.',
  },
  missing: {
    heading: 'No such case',
    title: 'There is no such case',
    text: 'It goes when the person whom it is about is deleted.',
    all: 'Open the cases',
  },
}

/** What administrators have to look at: the list and one case. */
export const casesTexts = inLanguage({ en })
