import { html } from 'hono/html'
import type { SignInMethod } from '#contract/settings.ts'
import type { Html } from './layout.ts'

/** How a request ended, in words. */
export interface EndingText {
  readonly title: string
  readonly body: Html
  /** On the button that goes on. */
  readonly action: string
}

export type EndingName = 'denied' | 'wrong-number' | 'reported' | 'superseded' | 'unanswered'

export const endings: Record<EndingName, EndingText> = {
  denied: {
    title: 'The request was denied on your phone',
    body: html`<p>Nobody was signed in. If you denied it by accident, send the request again.</p>`,
    action: 'Send again',
  },
  'wrong-number': {
    title: 'That wasn’t the right number',
    body: html`<p>For your safety we stopped. Send a new request and type the number that this page shows.</p>`,
    action: 'Send again',
  },
  reported: {
    title: 'This sign-in was reported',
    body: html`<p>Somebody said on the phone that it wasn’t them, so we stopped and told the administrators. If it was you, tell your IT administrator.</p>`,
    action: 'Start again',
  },
  superseded: {
    title: 'A newer sign-in took over',
    body: html`<p>You asked again from this browser or from another one of yours. Only the newest request counts: go on there, or send a new one from here.</p>`,
    action: 'Send again',
  },
  unanswered: {
    title: 'We couldn’t start this sign-in',
    body: html`<p>Nobody approved it in time, or this address can’t sign in here.</p>`,
    action: 'Try again',
  },
}

/** On the buttons that lead to a way to sign in. */
export const wayLabels: Record<Exclude<SignInMethod, 'provider'>, string> = {
  phone: 'Use your phone',
  passkey: 'Use a passkey',
  password: 'Use your password',
  mail: 'Get a code by email',
  sms: 'Get a code by SMS',
  override: 'Passcode from your administrator',
}

/** Of the page that asks for the digits that came by mail or SMS. */
export const codeTexts = {
  title: 'Enter the code we sent you',
  sent: (target: string, to: string | null) =>
    html`If you can sign in to <b>${target}</b> by a code, we sent six digits ${to === null ? 'to your mobile number' : `to ${to}`}. They work once, for ten minutes.`,
  label: 'Code',
  missing: 'Didn’t get one?',
  again: 'New code',
  overTitle: 'That code is over',
  over: 'It was used, tried too often, or is older than ten minutes. Ask for a new one.',
  /** `left`: how many tries are, where that is said. */
  wrong: (left: number | null) => {
    const words = 'That code didn’t work. Check it or ask for a new one.'
    if (left === null) return words
    return `${words} ${left === 1 ? 'One try is left.' : `${left} tries are left.`}`
  },
}

/** Of the page that asks for what an administrator read out. */
export const passcodeTexts = {
  title: 'Passcode from your administrator',
  what: (target: string) =>
    html`Your IT administrator can read you a one-time passcode that signs you in to <b>${target}</b> without your phone. It works once and expires.`,
  label: 'Passcode',
}

/** Of the page that asks for a passkey, and of the button for one. */
export const passkeyTexts = {
  title: 'Use your passkey',
  what: (target: string) =>
    html`To sign in to <b>${target}</b>. Your browser asks for your fingerprint, face, PIN or security key.`,
  requiredTitle: 'Use your passkey to go on',
  required: (target: string) =>
    html`<b>${target}</b> accepts nothing less from you. Your browser asks for your fingerprint, face, PIN or security key.`,
  button: wayLabels.passkey,
  needsScript: 'A passkey needs JavaScript. Switch it on for this page, or sign in another way.',
}

/** Why a passkey did not count, for whoever used it. */
export const passkeyRefusals: Readonly<Record<string, string>> = {
  late: 'That took too long, or was sent twice. Try again.',
  unknown:
    'Nobody here knows that passkey. It was removed, or it belongs to another organisation. Use another one, or sign in another way.',
  app: 'That one belongs to the Latchkey app, and signs nobody in. Use another one, or your phone.',
  wrong: 'That passkey couldn’t be verified. Unlock it with your fingerprint, face or PIN, and try again.',
  copied: 'That passkey isn’t accepted any more. Sign in another way, and tell your IT administrator.',
  other:
    'That passkey belongs to another account than the address below. Use one of this account, or choose “Not you?”.',
}

/** What a person who proved themselves is told when they still cannot go on, by the check that failed. */
export const refusals: Record<
  string,
  { readonly title: string; readonly text: string /** Their account page helps. */; readonly account?: true }
> = {
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
    text: 'Nothing less is accepted here, and you have none yet. Open your account page, add one, and come back.',
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
  'account-allowed': {
    title: 'You don’t have access to this application',
    text: 'It is open to assigned people only. Ask your IT administrator to add you.',
  },
}
