import { inLanguage } from '#ui/in-language.ts'

const en = {
  temporaryPassword: 'Generate temporary password',
  deactivate: 'Deactivate',
  issueCode: 'Issue setup code',
  export: 'Export their data',
  open: 'Open',
  copyId: 'Copy ID',
  userId: 'the user ID',
  invite: 'Send invitation',
  makeAdmin: 'Make admin',
  removeAdmin: 'Remove admin',
  verifyEmail: 'Verify email',
  noReset: 'No longer require password reset',
  requireReset: 'Require password reset',
  restore: 'Restore user',
  delete: 'Delete',
  /** The panels of the user's page by their anchors, in their order. */
  panels: {
    identity: 'Identity',
    emails: 'Email addresses',
    password: 'Password status',
    accounts: 'Accounts',
    devices: 'Devices',
    providers: 'Linked providers',
    sessions: 'Sessions',
    requests: 'Authentication requests',
    events: 'Recent events',
    'sso-history': 'SSO history',
  },
  why: "Why can't they sign in?",
  revokeAll: 'Revoke all sessions…',
  setTemporaryPassword: 'Set temporary password…',
  guide: 'What should I do?',
  goTo: (panel: string) => `Go to ${panel}`,
}

/** What can be done with a user, as menus and the palette name it. */
export const menuTexts = inLanguage({ en })
