import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  link: { what: 'the setup link', copy: 'Copy link' },
  sheet: {
    whose: (name: string, email: string) => `Setup code for ${name} (${email})`,
    orType: (code: ReactNode) => <>Or type: {code}</>,
    scan: "Point the phone's camera at the code, or open Latchkey and choose “Scan QR code”.",
    backup: 'Choose your backup, and type its passphrase or your recovery code.',
    follow: 'Follow the steps on the phone.',
    until: (time: string) => `It works once, until ${time}. Don't give this sheet to anybody else.`,
  },
  scan: {
    enrol: {
      title: 'Scan with the phone to set it up',
      text: "With the phone's camera, or in Latchkey under “Scan QR code”.",
    },
    add: {
      title: 'Scan with the further phone to set it up',
      text: "With the phone's camera, or in Latchkey under “Scan QR code”.",
    },
    restore: {
      title: 'Scan with the new phone to restore their backup',
      text: "With the phone's camera, or in Latchkey under “Scan QR code”. The phone then asks for the backup, and for its passphrase or recovery code.",
    },
    reset: {
      title: 'Scan with the phone to set it up again',
      text: "With the phone's camera, or in Latchkey under “Scan QR code”. It begins a new identity: earlier backups don't work here any more.",
    },
  },
  title: 'Setup code',
  done: 'Done',
  waits: {
    title: (device: string) => `${device} waits to be confirmed`,
    text: (person: string) =>
      `Ask ${person} for the six digits on its screen, then compare them under Devices.`,
  },
  enrolled: {
    title: (device: string) => `${device} enrolled`,
    text: (person: string) => `${person} can approve sign-ins with it now.`,
  },
  again: 'Try again',
  newCode: 'New code',
  close: 'Close',
  alternative: 'QR code with the setup link',
  once: (how: string) => `${how} It works once, and earlier codes have ended.`,
  orType: 'Or type this code in the app',
  what: 'setup code',
  opened: 'A phone has opened it and is being set up…',
  expiresIn: 'Expires in',
  unregister: 'Unregister All Devices…',
  noBackup: "No backup? Then this code can't help: start them anew.",
  send: 'Send by email…',
  print: 'Print',
  ended: {
    void: { title: 'This code has ended', text: 'A newer one was issued, or it was withdrawn.' },
    locked: { title: 'This code was tried too often', text: 'It has ended. Nothing was enrolled with it.' },
    expired: { title: 'This code has expired', text: 'Nothing was enrolled with it.' },
  },
}

/** What stands beside a setup code, on the screen and on paper. */
export const setupCodeTexts = inLanguage({ en })
