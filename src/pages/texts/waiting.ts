import { html } from 'hono/html'
import { byLanguage } from '#contract/language.ts'
import type { Html } from '../layout.ts'

const en = {
  number: {
    title: 'Check your phone',
    what: (target: string) => html`Open the request for <b>${target}</b> on your phone and type this number.`,
    openApp: 'Open the app',
    other: 'Show the number',
  },
  qr: {
    title: 'Scan with your app',
    what: html`Open the app, choose <b>Scan</b> and point it at this code. The phone’s own camera app won’t work for it.`,
    alternative: 'Sign-in code. Open the app and choose Scan.',
    about: (target: string) =>
      `For ${target}. Works once, two minutes. No camera? Open the app: the request is there.`,
    other: 'Show a QR code',
  },
  left: (countdown: Html) => html`Waiting · expires in ${countdown}`,
  nothing: {
    /** `again` is the button. */
    what: (again: Html) => html`Nothing on your phone? ${again} · open the app, the request is there`,
    again: 'Send again',
    qr: 'show a QR code',
  },
}

/** While the phone is asked. */
export const waitingTexts = byLanguage({ en })
