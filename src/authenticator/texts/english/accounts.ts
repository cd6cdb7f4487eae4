import { plural } from '#contract/plural.ts'

/** Accounts: one entry for each organisation. */
export const accounts = {
  title: 'Accounts',
  add: 'Add an organisation',
  applications: 'Applications',
  noApplications: "None yet. They'll appear after your first sign-in.",
  applicationCount: (count: number) =>
    plural('en', count, { one: 'One application', other: '# applications' }),
  /** How an enrolment stands, in a word. */
  standing: {
    active: 'Active',
    pending: 'Awaiting confirmation',
    suspended: 'Paused',
    'user-deactivated': 'Deactivated',
    removed: 'Removed',
    'tenant-gone': 'Gone',
    unknown: 'Not known',
    alertsPaused: 'Alerts paused',
    replaced: 'Replaced?',
  },
  /** A user's state in one application, as the server names it. */
  inApplication: { invited: 'Invited', active: 'Active', deactivated: 'Deactivated', pending: 'Pending' },

  facts: {
    phone: 'This phone',
    account: 'Account',
    name: 'Name',
    state: 'State',
    alerts: 'Alerts',
    alertsHere: 'Sent to this phone',
    alertsElsewhere: 'Not sent to this phone',
    server: 'Server',
    setUp: 'Set up',
    backup: 'Last backup',
    shortCode: 'Short code',
  },
  showShortCode: 'Show the short code',
  rename: 'Rename',
  renaming: {
    title: 'Name this phone',
    text: 'You and your administrators see this name in the lists of your devices, in every organisation that this phone signs in to.',
    label: 'Name',
    empty: 'Give it a name, such as “Work phone”.',
    save: 'Save',
  },
  phones: {
    title: 'Your other phones',
    none: 'No other phone of yours is set up here.',
    alerts: 'Gets the alerts',
    replaced: 'Replaced?',
    lastActive: (when: string) => `Last active ${when}`,
  },
  activity: {
    title: 'Recent activity',
    none: 'Nobody asked for your approval lately.',
    offline: "You're offline. It appears once you're back.",
    failed: "We couldn't load this.",
    all: 'Show all',
    at: (organisation: string) => `at ${organisation}`,
    ended: {
      pending: 'Waiting',
      approved: 'Approved',
      redeemed: 'Approved',
      denied: 'Denied',
      reported: 'Reported',
      expired: 'Expired',
      superseded: 'Replaced by a newer one',
      cancelled: 'Withdrawn',
      passcode: 'Went another way',
      'wrong-number': 'Wrong number',
      unknown: 'Over',
    },
  },

  deactivated: {
    title: (organisation: string) => `Your account at ${organisation} is deactivated.`,
    text: 'Your IT administrator can tell you why.',
    contact: 'Contact your IT administrator if you believe this was in error.',
  },
  suspended: {
    title: 'This phone is paused. Contact your administrator.',
    pin: (organisation: string) =>
      `The PIN was typed wrong too often. Until ${organisation} resumes it, this phone can't approve anything.`,
    text: (organisation: string) => `Until ${organisation} resumes it, this phone can't approve anything.`,
  },
  pending: {
    title: (organisation: string) => `${organisation} has to confirm this phone.`,
    code: 'Tell your administrator this code:',
  },
  notKnown: {
    title: (organisation: string) => `${organisation} doesn't know this phone.`,
    text: 'Ask your IT administrator before you remove it.',
    remove: 'Remove from this phone',
  },
  paused: {
    until: (organisation: string, time: string) => `Alerts from ${organisation} are paused until ${time}.`,
    open: (organisation: string) =>
      `Alerts from ${organisation} are paused until your administrator resumes them.`,
    text: 'No request rings this phone. Requests still appear here when you open the app.',
  },
  replaced: {
    title: 'Is this phone still in use?',
    text: (organisation: string, date: string) =>
      `Your account at ${organisation} was restored on another phone. This one is removed there on ${date}, unless you keep it.`,
    keep: 'Keep this phone',
  },
  keeping: {
    title: 'Keep this phone?',
    text: (organisation: string) =>
      `It stays set up at ${organisation}, beside the phone that took its place. Keep it only if both phones are yours.`,
    keep: 'Keep this phone',
  },
  termination: {
    title: 'Another organisation asked to end your account here too.',
    text: (organisation: string) => `Nothing happens at ${organisation} without your word.`,
    answer: 'Answer',
    question: (organisation: string) => `End your account at ${organisation}?`,
    why: 'Another organisation of yours has ended your account there, and asked that it ends everywhere.',
    yes: (organisation: string) =>
      `If you end it, your account at ${organisation} is deleted, your phones there are removed, and you are signed out.`,
    no: 'If you keep it, everything here stays as it is.',
    confirm: 'End my account',
    refuse: 'Keep my account',
  },
  unchecked: (organisation: string) =>
    `Can't check your account at ${organisation} right now. Nothing has changed.`,

  delete: 'Delete Account…',
  deletion: {
    title: (organisation: string) => `Delete your account at ${organisation}?`,
    titleHere: (organisation: string) => `Remove ${organisation} from this phone?`,
    forgets: (organisation: string) =>
      `This phone can't approve sign-ins at ${organisation} any more, and forgets its keys for it.`,
    last: (organisation: string) =>
      `This is your only phone at ${organisation}: you may be locked out until you get a new setup code.`,
    maybeLast: 'If it is your only phone there, you may be locked out until you get a new setup code.',
    others: (count: number) =>
      plural('en', count, {
        one: 'Your other phone there stays as it is.',
        other: 'Your # other phones there stay as they are.',
      }),
    userStays: 'Your user in the organisation stays. Only your administrator can delete it.',
    type: (organisation: string) => `Type ${organisation} to confirm`,
    typeFirst: (organisation: string) => `Type ${organisation} first`,
    delete: 'Delete Account',
    deleteHere: 'Remove from this phone',
    keep: 'Keep it',
  },
}
