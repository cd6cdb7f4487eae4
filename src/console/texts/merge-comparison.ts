import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Compare',
  text: (target: string) => `The values of ${target} stand. What only the duplicate has is in the preview.`,
  field: 'Field',
  goes: 'Duplicate, goes',
  stays: 'Stays',
  next: 'Preview the merge',
  fields: {
    name: 'Name',
    email: 'Email',
    emailVerified: 'Email verified',
    mobile: 'Mobile number',
    personalEmail: 'Personal email',
    externalId: 'External ID',
    role: 'Role',
    status: 'Status',
    password: 'Password',
    phones: 'Phones',
    providers: 'Linked providers',
    added: 'Added',
    lastSignIn: 'Last sign-in',
  },
  yes: 'Yes',
  no: 'No',
  none: 'None',
  never: 'Never',
  warnings: {
    title: 'Know this before you go on',
    'both-have-passwords': (_source: string, target: string) =>
      `Both have a password: that of ${target} wins, the other is cleared.`,
    'different-phones': (source: string) =>
      `Their phones hold different identities: those of ${source} are removed, and told so.`,
    'passkeys-end': (source: string) =>
      `The passkeys of ${source} end: whoever uses them adds new ones afterwards.`,
    'roles-differ': (_source: string, target: string) => `Their roles differ: that of ${target} stays.`,
    'sessions-end': (source: string) => `The open sessions of ${source} end instead of moving.`,
    'subjects-end': () => 'Some applications know both: what they knew the duplicate as ends.',
    'ended-account-stays': (_source: string, target: string) =>
      `One of them was removed from an application: ${target} can't sign in to it until somebody restores their access.`,
    'target-deactivated': (_source: string, target: string) => `${target} is deactivated, and stays so.`,
  },
  preview: {
    title: 'What happens',
    sessions: 'Sessions',
    sessionsMove: (count: number) =>
      plural('en', count, { one: '# open session moves', other: '# open sessions move' }),
    sessionsEnd: (count: number) =>
      plural('en', count, { one: '# open session ends', other: '# open sessions end' }),
    bothSessions: (moved: string, ended: string) => `${moved}, ${ended}`,
    noSessions: 'None open',
    devices: 'Devices',
    devicesRemoved: (count: number, names: string) =>
      `${plural('en', count, { one: '# phone', other: '# phones' })} removed and told so: ${names}`,
    devicesMove: (count: number) =>
      `${plural('en', count, { one: '# phone moves', other: '# phones move' })}: one identity, one person`,
    none: 'None',
    passkeys: 'Passkeys',
    passkeysEnd: (count: number, names: string) =>
      `${plural('en', count, { one: 'Ends', other: 'End' })}: ${names}`,
    providers: 'Linked providers',
    move: (count: number, names: string) =>
      `${plural('en', count, { one: 'Moves', other: 'Move' })}: ${names}`,
    providerOf: (provider: string, email: string) => `${provider} (${email})`,
    addresses: 'Addresses',
    addressesLead: (target: string, names: string) => `Go on leading to ${target}: ${names}`,
    noneMove: 'None move',
    accounts: 'Accounts',
    accountsMove: (count: number, names: string) =>
      `${plural('en', count, { one: 'Moves', other: 'Move' })}: ${names}. These applications see the same person as before.`,
    accountsEnd: 'Accounts that end',
    accountsEndText: (names: string, target: string) =>
      `${names}: that of ${target} stays, and what the application knew the duplicate as ends`,
    password: 'Password',
    passwords: {
      none: () => 'Nobody has one',
      target: (target: string) => `${target} keeps theirs`,
      'source-moves': (target: string) => `That of the duplicate becomes that of ${target}`,
      'target-wins': (target: string) => `That of ${target} stays; the duplicate's is cleared`,
    },
    events: 'Events',
    eventsMove: (count: number, target: string, { about }: { about: boolean }) =>
      `${about ? 'About ' : ''}${plural('en', count, { one: '# event', other: '# events' })} will appear under ${target}`,
    duplicate: 'The duplicate',
    duplicateText: (name: string, email: string, target: string) =>
      `${name} (${email}) is no more. Their ID leads to ${target}.`,
    final: "A merge can't be undone. This preview is the place to stop.",
    next: 'Go on to confirm',
  },
}

/** Two records of one person side by side, and what a merge would do with them. */
export const mergeComparisonTexts = inLanguage({ en })
