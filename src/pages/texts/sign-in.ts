import { html } from 'hono/html'
import { byLanguage } from '#contract/language.ts'
import type { SignInMethod } from '#contract/settings.ts'

/** On the buttons that lead to a way to sign in. */
const ways: Record<Exclude<SignInMethod, 'provider'>, string> = {
  phone: 'Use your phone',
  passkey: 'Use a passkey',
  password: 'Use your password',
  mail: 'Get a code by email',
  sms: 'Get a code by SMS',
  override: 'Passcode from your administrator',
}

const en = {
  /** What is signed in to, where it is no application. */
  targets: { console: 'Latchkey console', account: 'your account' },
  title: (target: string) => `Sign in to ${target}`,
  keep: 'Keep me signed in on this browser',
  or: 'or',
  ways,
  provider: (name: string) => `Continue with ${name}`,
  providers: 'Choose how to sign in',
  toSignIn: (target: string) => html`To sign in to <b>${target}</b>.`,
  linking: (provider: string) =>
    `There may be an account for this address already. Show that it is yours, and ${provider} becomes a way to sign in to it.`,
  password: {
    title: 'Enter your password',
    label: 'Password',
    wrong: 'That email and password don’t match.',
    capsLock: 'Caps lock is on.',
    action: 'Sign in',
    forgot: 'Forgot your password?',
  },
  finished: {
    title: 'You’re signed in',
    text: 'This sign-in is finished.',
    open: (target: string) => `Open ${target}`,
    close: (target: string) =>
      `This sign-in to ${target} is finished. You can close this tab, or go back to ${target} and go on there.`,
  },
}

/** Who are you, by what, and that it is done. */
export const signInTexts = byLanguage({ en })
