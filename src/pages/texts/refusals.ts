import { byLanguage } from '#contract/language.ts'

interface Refusal {
  readonly title: string
  readonly text: string
  /** Their account page helps. */
  readonly account?: true
}

/** By the check that failed. */
const refusals: Readonly<Record<string, Refusal>> = {
  'organisation-open': { title: 'This organisation is closed', text: 'Nobody can sign in here any more.' },
  activated: {
    title: 'Your account is not active yet',
    text: 'Open the invitation that you were sent and set up your phone first.',
  },
  'not-deactivated': {
    title: 'Your account is deactivated',
    text: 'Contact your IT administrator if you believe this was in error.',
  },
  'application-available': {
    title: 'This application is switched off',
    text: 'Ask your IT administrator when it will be back.',
  },
  'not-removed': {
    title: 'Your account was removed',
    text: 'Contact your IT administrator if you believe this was in error.',
  },
  'device-can-answer': {
    title: 'Your phone was removed',
    text: 'Ask your IT administrator for a new setup code.',
  },
  'phone-asked-too': {
    title: 'You need a phone to go on',
    text: 'A phone is asked for here, and there is none that can answer for you. Ask your IT administrator for a setup code.',
  },
  'method-allowed': {
    title: 'This way to sign in is not offered',
    text: 'The organisation changed its ways to sign in a moment ago. Start again and choose another one.',
  },
  'password-allowed': {
    title: 'You can’t sign in with a password here',
    text: 'The organisation doesn’t allow it for your account. Sign in another way, or ask your IT administrator.',
  },
  'password-holds': {
    title: 'Your password was changed meanwhile',
    text: 'Start again with the new one.',
  },
  'password-set': {
    title: 'Your password was removed meanwhile',
    text: 'Sign in another way, or ask your IT administrator.',
  },
  'not-locked': {
    title: 'Too many wrong passwords',
    text: 'Somebody tried too many passwords for your account. Use your phone or a browser that you used before, or ask your IT administrator.',
  },
  'provider-enabled': {
    title: 'This provider is switched off',
    text: 'Sign in another way, or ask your IT administrator.',
  },
  'provider-linked': {
    title: 'This provider is no longer linked to your account',
    text: 'Sign in another way, or ask your IT administrator.',
  },
  'provider-off': {
    title: 'This provider is switched off',
    text: 'Sign in another way, or ask your IT administrator.',
  },
  'provider-unknown': {
    title: 'Nobody here has your address',
    text: 'You are signed in at your provider, and there is no account for you here. Ask your IT administrator to add you.',
  },
  'provider-email-unverified': {
    title: 'Your address is not confirmed',
    text: 'Your provider doesn’t say that your address is yours. Confirm it there, or ask your IT administrator.',
  },
  'provider-blocked': {
    title: 'You can’t sign in this way',
    text: 'This identity of your provider was unlinked here for good. Sign in another way, or ask your IT administrator.',
  },
  'passkey-registered': {
    title: 'You need a passkey to go on',
    text: 'Nothing less is accepted here, and you have none yet. Open your account page with your phone at hand, add one, and come back. Without a phone, ask your IT administrator for a setup code.',
    account: true,
  },
  'passkey-accepted': {
    title: 'Your passkey isn’t accepted any more',
    text: 'It was removed, or it may have been copied. Ask your IT administrator to remove it, then add another one on your account page.',
  },
  'code-allowed': {
    title: 'You can’t sign in by a code here',
    text: 'It isn’t offered for your account. Sign in another way, or ask your IT administrator.',
  },
  'code-can-be-sent': {
    title: 'You can’t sign in by a code here',
    text: 'It isn’t offered for your account. Sign in another way, or ask your IT administrator.',
  },
  'override-reaches': {
    title: 'A passcode isn’t enough for this',
    text: 'What you want to open asks for your phone or a passkey. Your passcode was not used up: it still opens your other applications.',
  },
  administrator: {
    title: 'The console is for administrators',
    text: 'You are who you say you are, but your role doesn’t open the console. Ask an administrator if you need it.',
  },
  'account-not-ended': {
    title: 'You don’t have access to this application any more',
    text: 'Your access to it was ended. Ask your IT administrator if you need it.',
  },
  'account-allowed': {
    title: 'You don’t have access to this application',
    text: 'It is open to assigned people only. Ask your IT administrator to add you.',
  },
}

const en = {
  refusals,
  account: 'Open your account page',
  other: 'Sign in as somebody else',
}

/** What a person who proved themselves is told when they still cannot go on. */
export const refusalsTexts = byLanguage({ en })
