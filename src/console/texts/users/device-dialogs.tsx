import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'
import { countsTexts } from './counts.ts'

const en = {
  confirm: {
    done: (device: string) => `${device} is confirmed`,
    title: (device: string) => `Confirm ${device}`,
    how: (person: string) =>
      `Call ${person} on a number you know, or see them in person. Ask for the six digits on the screen of their new phone.`,
    own: 'Somebody else confirms your own phone. Where nobody else may, type the six digits that it shows.',
    action: 'Confirm phone',
    typeFirst: 'Type the six digits first',
    digits: 'The digits that they read out',
    wrong:
      'This phone shows other digits. Ask again; if they still differ, remove this phone: it isn’t theirs.',
  },
  unregister: {
    title: (person: string) => `Unregister all devices of ${person}`,
    action: 'Unregister All Devices',
    sayWhy: 'Say why first',
    done: (devices: number) => `Unregistered ${countsTexts.devices(devices)}`,
    reset: (person: string) => `The identity of ${person} is reset`,
    text: 'Their identity (DID) is reset, here and in all their accounts; backups made before stop working.',
    stops: {
      devices: (names: string, devices: number) =>
        `${names}: ${plural(language, devices, { one: 'it can approve nothing from now on, whoever holds it', other: 'they can approve nothing from now on, whoever holds them' })}`,
      codes: 'Setup codes issued before',
      backups: 'Restoring a backup made before',
      accounts: 'Their accounts in applications, until they have set up a phone again',
      sessions: 'Open sessions',
    },
    stays: {
      record: 'Their record, role, password and linked providers',
      passkeys: (passkeys: number) =>
        plural(language, passkeys, {
          one: 'Their passkey: remove it as well if it may lie on a phone that is gone',
          other: 'Their # passkeys: remove those as well that may lie on a phone that is gone',
        }),
      elsewhere: 'Their phones in other organisations',
    },
    told: {
      devices: (devices: number) =>
        plural(language, devices, {
          one: 'The phone: removed from the account, and reset',
          other: 'The phones: removed from the account, and reset',
        }),
      person: (person: string) => `${person}, by email`,
    },
    reason: { label: 'Reason', description: 'For administrators only. Kept with the event.' },
  },
  remove: {
    why: {
      label: 'Why?',
      options: {
        removed: 'It is not used any more',
        lost: {
          label: 'It was lost or stolen',
          description:
            'From then on only a claim code of yours restores a backup: email and SMS may arrive on that phone.',
        },
      },
    },
    title: (device: string) => `Remove ${device}`,
    action: 'Remove device',
    promoted: (device: string, target: string) => `Removed ${device}. Requests go to ${target} now.`,
    done: (device: string) => `Removed ${device}`,
    text: (person: string, device: ReactNode) => (
      <>
        {person} will no longer be able to approve sign-ins with {device}.
      </>
    ),
    stops: {
      device: (device: string) => `${device} can approve nothing from now on, whoever holds it`,
      person: (person: string) => `${person} can't approve sign-ins until a phone is set up`,
      pushes: 'Pushes: no other phone receives them, so they scan a QR code to sign in',
      sessions: 'Sessions that were begun with it',
      codes: 'Restoring a backup by a code in an email or SMS',
    },
    stays: {
      identity: 'Their identity and accounts: a backup restores them on the next phone',
      devices: 'Their identity, accounts and other devices',
      requests: (device: string) => `Requests go to ${device}, which becomes the active device`,
      someSessions: 'Open sessions stay signed in',
      sessions: (sessions: number) =>
        plural(language, sessions, {
          one: '# open session stays signed in',
          other: '# open sessions stay signed in',
        }),
    },
    told: { device: (device: string) => `${device}: it says so and resets` },
    sessions: { label: 'Also revoke open sessions', description: 'Those that were begun with this phone.' },
    code: {
      label: 'Issue a claim code',
      description:
        'A QR code for their next phone, which restores their backup with it. Without a backup, use Unregister All Devices.',
    },
  },
}

/** What is asked before a phone is confirmed, removed, or all are unregistered. */
export const deviceDialogsTexts = inLanguage({ en })
