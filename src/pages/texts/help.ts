import { html } from 'hono/html'
import { byLanguage } from '#contract/language.ts'
import type { Html } from '../layout.ts'

const en = {
  title: 'Help',
  heading: 'Help with signing in',
  /** Below each entry; with the address where the organisation gives one. */
  stuck: (address: Html | null) =>
    address
      ? html`Still stuck? Contact your IT administrator: ${address}.`
      : 'Still stuck? Contact your IT administrator.',
}

/** Around the entries, which the app shows as well. */
export const helpPageTexts = byLanguage({ en })
