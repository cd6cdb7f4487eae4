import { html } from 'hono/html'
import { byLanguage } from '#contract/language.ts'

/** Why one did not count, for whoever used it. */
const refused: Readonly<Record<string, string>> = {
  late: 'That took too long, or was sent twice. Try again.',
  unknown:
    'Nobody here knows that passkey. It was removed, or it belongs to another organisation. Use another one, or sign in another way.',
  app: 'That one belongs to the Latchkey app, and signs nobody in. Use another one, or your phone.',
  wrong: 'That passkey couldn’t be verified. Unlock it with your fingerprint, face or PIN, and try again.',
  copied: 'That passkey isn’t accepted any more. Sign in another way, and tell your IT administrator.',
  other:
    'That passkey belongs to another account than the address below. Use one of this account, or choose “Not you?”.',
}

const en = {
  title: 'Use your passkey',
  what: (target: string) =>
    html`To sign in to <b>${target}</b>. Your browser asks for your fingerprint, face, PIN or security key.`,
  requiredTitle: 'Use your passkey to go on',
  required: (target: string) =>
    html`<b>${target}</b> accepts nothing less from you. Your browser asks for your fingerprint, face, PIN or security key.`,
  button: 'Use a passkey',
  needsScript: 'A passkey needs JavaScript. Switch it on for this page, or sign in another way.',
  refused,
  /** What goes wrong in the browser. */
  browser: {
    over: 'Passkeys can’t be used on this page any more. Reload it, and try again.',
    none: 'No passkey was used. If yours is on another device or a security key, choose that when your browser asks. Or sign in another way.',
    broken: 'Passkeys don’t work in this browser, or at this address. Sign in another way.',
    unknown: 'This browser doesn’t know passkeys. Use another one, or sign in another way.',
  },
}

export const passkeysTexts = byLanguage({ en })
