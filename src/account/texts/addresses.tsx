import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Email addresses',
  add: 'Add an address…',
  row: {
    main: 'Main, verified',
    mainUnverified: 'Main, not verified',
    verified: 'Verified',
    becomesMain: 'Waits to become the main one',
    waits: 'Waits for your click',
    remove: 'Remove',
    removeThis: (email: string) => `Remove ${email}`,
    withdraw: 'Withdraw',
    withdrawThis: (email: string) => `Withdraw ${email}`,
  },
  adding: {
    title: 'Add an address',
    action: 'Send confirmation',
    missing: 'Enter an address',
    sent: 'Open the mail that we sent to the new address',
    address: 'Address',
    use: 'Use it',
    kinds: {
      alias: { label: 'Beside my present address', description: 'You can sign in with either.' },
      primary: { label: 'In place of my present address', description: 'Mail goes there from then on.' },
    },
    notYet: 'Nothing changes before you confirm it there. Your present address is told.',
  },
  removing: {
    title: 'Remove an address',
    action: 'Remove address',
    what: (email: ReactNode) => <>{email} no longer leads to this account. We tell you by mail.</>,
    done: (email: string) => `Removed ${email}`,
  },
}

export const addressesTexts = inLanguage({ en })
