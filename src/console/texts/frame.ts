import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: (page: string) => `${page} · Latchkey`,
  product: 'Latchkey',
  navigation: 'Console',
  openNavigation: 'Open navigation',
  areas: {
    overview: 'Overview',
    users: 'Users',
    applications: 'Applications',
    providers: 'Providers',
    cases: 'Cases',
    settings: 'Settings',
  },
  /** Read out behind the number of cases. */
  open: 'open',
  organisation: 'Organisation:',
  thisOne: (organisation: string) => `${organisation} (this one)`,
  account: {
    menu: (name: string) => `Account: ${name}`,
    yours: 'Your account',
    shortcuts: 'Keyboard shortcuts',
    help: 'Help',
    signOut: 'Sign out',
    stillSignedIn: (why: string) => `You're still signed in. ${why}`,
  },
  roles: { owner: 'Owner', 'user-admin': 'User admin', 'help-desk': 'Help desk', auditor: 'Auditor' },
  noRole: 'User',
  needsRole: (role: string) => `You need the ${role} role for this`,
  needsRank: (role: string) => `Only someone with the ${role} role or higher can do this`,
  needsOwner: 'Only an owner can do this',
  copied: (what: string) => `Copied ${what}`,
  notCopied: (what: string) => `Couldn't copy ${what}. Your browser keeps the clipboard closed.`,
}

/** What stands around every page of the console, and the names of roles. */
export const frameTexts = inLanguage({ en })
