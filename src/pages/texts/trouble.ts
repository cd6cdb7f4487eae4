import { html } from 'hono/html'
import { byLanguage } from '#contract/language.ts'
import type { Html } from '../layout.ts'

const en = {
  limited: {
    title: 'Too many tries',
    what: (countdown: Html) =>
      html`There were too many sign-ins from your network. Wait ${countdown} or ask your IT administrator.`,
    back: 'Back',
  },
  busy: {
    title: 'Back in a moment',
    text: 'The server is busy or restarting. Nothing you did is lost.',
    again: 'Try again',
  },
  otherSite: {
    title: 'This came from another site',
    text: 'For your safety nothing was done. Open this page by its own address and try again.',
  },
  nothing: {
    title: 'There is nothing here',
    text: 'Check the address, or go back to where you came from.',
  },
  refused: 'That didn’t work',
  broken: {
    title: 'Something broke on our side',
    text: (number: string) =>
      `Nothing you did is lost. Try again; if it stays, tell your IT administrator this number: ${number}`,
  },
  notOpen: {
    unknown: {
      title: 'There is no such sign-in',
      text: 'The link is incomplete or very old. Go back to the application and sign in from there.',
    },
    'other-browser': {
      title: 'This sign-in belongs to another browser',
      text: 'It can only be finished where it was begun. If nobody sent you here, go back to the application and sign in from there; if somebody did, tell your IT administrator.',
    },
    over: {
      title: 'This sign-in took too long',
      text: 'It was open for more than an hour. Go back to the application and sign in again.',
    },
    link: 'Sign in to the console',
  },
  noConsole: {
    title: 'The console is for administrators',
    text: 'Your role doesn’t open the console. Ask an administrator if you need it.',
    other: 'Sign in as somebody else',
  },
  signedOut: {
    title: 'You’re signed out',
    text: (organisation: string) => `You’re signed out of ${organisation} in this browser.`,
    again: 'Sign in again',
  },
}

/** Pages that say one thing and offer one way on. */
export const troubleTexts = byLanguage({ en })
