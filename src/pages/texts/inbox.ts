import { html } from 'hono/html'
import { byLanguage } from '#contract/language.ts'
import type { Html } from '../layout.ts'

const en = {
  title: 'Inbox',
  what: 'No mail server is set, so mails stay here. Only this computer can read them.',
  none: 'No mail yet. An invitation will appear here by itself.',
  at: (utc: string) => `${utc} UTC`,
  line: (to: string, at: Html) => html`To ${to} · ${at}`,
  all: 'All mails',
  asText: 'Show as text',
  asDesigned: 'Show as designed',
  /** Read out. */
  frame: 'The mail',
}

/** The mails of an installation without a mail server. */
export const inboxTexts = byLanguage({ en })
