import type { ClaimPurpose } from '#contract/claims.ts'
import { byLanguage } from '#contract/language.ts'
import { inUtc } from '../in-utc.ts'

/** What the code is for. */
const purposes: Record<
  ClaimPurpose,
  (organisation: string) => { readonly subject: string; readonly why: string; readonly also?: string }
> = {
  enrol: (organisation) => ({
    subject: `Welcome to ${organisation}: set up your phone`,
    why: `${organisation} signs you in with your phone. Set it up once; it takes about two minutes.`,
  }),
  reset: (organisation) => ({
    subject: `${organisation}: set up your phone`,
    why: `Your phones at ${organisation} were unregistered. This code sets up the next one.`,
    also: 'It begins anew: backups that you made before do not work here any more.',
  }),
  restore: (organisation) => ({
    subject: `${organisation}: restore your phone`,
    why: `Your administrator at ${organisation} sent you a setup code for your phone. You also need your backup, with its passphrase or recovery code.`,
    also: 'You have no backup? Tell your administrator: they can let you begin anew.',
  }),
  add: (organisation) => ({
    subject: `${organisation}: set up another phone`,
    why: `Your administrator at ${organisation} sent you a setup code for another phone. The phone that you have keeps working.`,
  }),
}

const en = {
  purposes,
  hello: (firstName: string) => `Hello ${firstName},`,
  guarded: 'The app also asks for six digits. Your administrator gives them to you, not by mail.',
  until: (at: Date) => `It works once, until ${inUtc('en-GB', at)}.`,
  ignore: 'You did not expect this mail? Then ignore it: nothing happens without the code.',
  plain: {
    open: 'On your phone, open this link:',
    computer:
      'Reading this on a computer? The HTML part of this mail shows a QR code to scan with your phone.',
  },
  rich: {
    phone: 'Reading this on your phone?',
    action: 'Set up this phone',
    computer: 'Reading this on a computer?',
    scan: 'Scan this with your phone’s camera:',
    qr: (organisation: string) => `QR code to set up a phone for ${organisation}`,
  },
}

/** The mail that a person sets their phone up with. */
export const setupMailTexts = byLanguage({ en })
