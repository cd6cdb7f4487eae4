import { html } from 'hono/html'
import { byLanguage } from '#contract/language.ts'
import type { Html } from '../layout.ts'

const en = {
  form: {
    title: 'Set up Latchkey',
    what: 'You become the owner of the first organisation, and enrol your phone next.',
    code: 'Set-up code',
    codeHint: 'The server printed it when it started.',
    organisation: 'Organisation',
    address: 'Address',
    addressFixed: 'Set by LATCHKEY_URL.',
    addressHint: 'Where people open it. Phones and QR codes are bound to it: choose it well.',
    owner: 'First administrator',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'Work email',
    withPassword: 'Set a password as well (optional)',
    passwordHint: 'Your phone signs you in. A password is one more way, which asks for the phone too.',
    password: 'Password',
    sample: 'Explore with sample data',
    sampleHint:
      'Adds 1,000 made-up people with phones, sign-ins and events of a month. For looking around: they stay in this organisation.',
  },
  wrong: {
    code: 'That isn’t the set-up code. The server prints a new one at each start.',
    organisation: 'Enter a name of at most 100 characters.',
    firstName: 'Enter a first name.',
    lastName: 'Enter a last name.',
    email: 'Enter a work email, like name@example.com.',
    address: 'Enter an address like https://id.example.org, without a path.',
    addressFixed: (url: string) => `LATCHKEY_URL says ${url}. Change it there, and start the server again.`,
    addressUnsafe:
      'Phones can be enrolled only over https, or on this computer at localhost: browsers make their keys nowhere else. Use an https address.',
  },
  resume: {
    title: 'Go on with the set-up',
    what: 'The organisation is there; its owner has no phone yet. Enter the set-up code again to enrol it.',
    lost: (command: string) => html`Lost it? Run <span class="code">${command}</span> on the server.`,
  },
  enrol: {
    title: 'Enrol your phone',
    scan: (name: string) =>
      `${name}, your phone becomes your key. Scan this with its camera, or open the app on this computer.`,
    onlyHere: (name: string) =>
      `${name}, your phone becomes your key. This address works on this computer only, so open the app here, in a second tab.`,
    qr: 'Setup code. Scan it with your phone’s camera.',
    openHere: 'Open the app on this computer',
    orType: 'Or enter this code in the app:',
    showQr: 'Show the QR code',
    qrHere: 'Setup code for the app on this computer.',
    waiting: (countdown: Html) => html`Waiting for the phone · new code in ${countdown}`,
    again: 'New code',
  },
  done: {
    title: 'Latchkey is set up',
    what: (organisation: string) =>
      `${organisation} has an owner with a phone. Sign in with it to open the console.`,
    action: 'Open the console',
  },
}

/** The first run. */
export const setupTexts = byLanguage({ en })
