import { html } from 'hono/html'
import { byLanguage } from '#contract/language.ts'
import { plural } from '#contract/plural.ts'

const en = {
  code: {
    title: 'Enter the code we sent you',
    sentTo: (target: string, address: string) =>
      html`If you can sign in to <b>${target}</b> by a code, we sent six digits to ${address}. They work once, for ten minutes.`,
    sentToMobile: (target: string) =>
      html`If you can sign in to <b>${target}</b> by a code, we sent six digits to your mobile number. They work once, for ten minutes.`,
    label: 'Code',
    missing: 'Didn’t get one?',
    again: 'New code',
    overTitle: 'That code is over',
    over: 'It was used, tried too often, or is older than ten minutes. Ask for a new one.',
  },
  wrong: 'That code didn’t work. Check it or ask for a new one.',
  /** Where it is said how many tries are left. */
  wrongWith: (left: number) =>
    plural('en', left, {
      one: 'That code didn’t work. Check it or ask for a new one. One try is left.',
      other: 'That code didn’t work. Check it or ask for a new one. # tries are left.',
    }),
  passcode: {
    title: 'Passcode from your administrator',
    what: (target: string) =>
      html`Your IT administrator can read you a one-time passcode that signs you in to <b>${target}</b> without your phone. It works once and expires.`,
    label: 'Passcode',
  },
}

/** What came by mail or SMS, or was read out by an administrator. */
export const codesTexts = byLanguage({ en })
