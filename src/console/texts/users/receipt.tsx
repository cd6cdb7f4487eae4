import type { ReactNode } from 'react'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'

const en = {
  kinds: {
    session: 'Session',
    token: 'Access token',
    request: 'Sign-in request',
    'setup-code': 'Setup code',
    'password-link': 'Password link',
    override: 'Administrative override',
    push: 'Notice to the phone',
  },
  states: { done: 'Done', pending: 'Pending', failed: 'Failed' },
  title: 'Deactivation receipt',
  of: (at: ReactNode) => <>of {at}</>,
  nothing: 'There was nothing to end: no session, token or code.',
  endsBy: (time: string) => `Ends by ${time}`,
  over: 'Everything has ended.',
  done: (count: number) => plural(language, count, { other: '# done' }),
  pending: (count: number, until: string | null) =>
    `${plural(language, count, { other: '# pending' })}${until === null ? '' : ` until ${until}`}`,
  failed: (count: number) => plural(language, count, { other: '# failed' }),
}

/** What the receipt of a deactivation says. */
export const receiptTexts = inLanguage({ en })
