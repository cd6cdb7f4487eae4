import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Passkeys',
  unknownHere: 'This browser doesn’t know passkeys',
  add: 'Add a passkey…',
  what: 'Sign in with the fingerprint, face or PIN of your device, or with a security key. No other website can ask for it.',
  whatForAdmins:
    'Sign in with the fingerprint, face or PIN of your device, or with a security key. No other website can ask for it: the best protection for an administrator’s account.',
  row: {
    synced: 'Synced between your devices',
    bound: 'On one device only',
    used: (when: ReactNode) => <>used {when}</>,
    added: (when: ReactNode) => <>added {when}</>,
    rename: 'Rename…',
    renameThis: (name: string) => `Rename ${name}`,
    remove: 'Remove…',
    removeThis: (name: string) => `Remove ${name}`,
  },
  name: 'Name',
  nameMissing: 'Enter a name',
  adding: {
    title: 'Add a passkey',
    action: 'Continue',
    next: 'Your browser asks next where to keep it: on this device, on your phone, or on a security key. Where your organisation wants a passkey from you, you sign in anew with it afterwards.',
    nameHint: 'So that you know it again later.',
    /** What is proposed as its name; from the second on with a number. */
    proposed: (number: number) => (number === 1 ? 'Passkey' : `Passkey ${number}`),
    done: (name: string) => `Added ${name}`,
  },
  renaming: { title: 'Rename passkey', action: 'Save name' },
  removing: {
    title: (name: string) => `Remove ${name}`,
    action: 'Remove passkey',
    what: 'It signs you in no longer. Your device still keeps it: remove it there too, so that it isn’t offered to you.',
    done: (name: string) => `Removed ${name}`,
  },
}

export const passkeysTexts = inLanguage({ en })
