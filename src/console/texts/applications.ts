import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  list: {
    title: 'Applications',
    meta: 'What people sign in to with their phone',
    create: 'Create application',
    first: 'Connect your first application',
    firstText: 'Anything that speaks OpenID Connect can let people sign in with their phone.',
    page: (count: number) => `${count} applications on this page`,
    open: 'Open',
    copyId: 'Copy client ID',
    theId: 'the client ID',
  },
  columns: { name: 'Name', kind: 'Kind', accounts: 'Accounts', lastSignIn: 'Last sign-in', state: 'State' },
  never: 'Never',
  enabled: 'Enabled',
  disabled: 'Disabled',
  meta: (kind: string, accounts: number) =>
    `${kind} · ${plural('en', accounts, { one: '# account', other: '# accounts' })}`,
  test: {
    start: 'Test sign-in',
    machine: 'Nobody signs in to a machine',
    disabled: 'This application is disabled',
  },
  missing: {
    heading: 'Application',
    page: 'No such application',
    title: 'No application with this ID',
    text: 'It may have been deleted.',
    all: 'See all applications',
  },
  created: (name: string) => `Created ${name}`,
  enabledText: 'Off, nobody can sign in to it and no tokens are given out.',
  connect: {
    title: 'Connect',
    issuer: 'Issuer',
    clientId: 'Client ID',
    discovery: 'Discovery address',
    flow: 'Flow',
    machineFlow: 'Client credentials',
    codeFlow: 'Authorization code with PKCE (S256); scopes openid profile email',
    authentication: 'Client authentication',
    secret: 'Client secret, in the header or the body',
    noSecret: 'None: this kind keeps no secret',
    /** What is copied, as in "Copy issuer". */
    copied: { issuer: 'issuer', clientId: 'client ID', discovery: 'discovery address' },
  },
  delete: {
    title: 'Delete',
    text: "Nobody can sign in to it afterwards. Can't be undone.",
    begin: 'Delete application…',
    action: 'Delete application',
    heading: (name: string) => `Delete ${name}`,
    done: (name: string) => `Deleted ${name}`,
    tokens: 'Sign-ins to it, and every token it holds',
    accounts: (count: string) => `Its ${count} accounts and its secrets`,
    people: 'The people, their phones and other accounts',
    events: 'Past events',
    nobody: 'Nobody',
  },
}

/** What people sign in to: the list and the page of one. */
export const applicationsTexts = inLanguage({ en })
