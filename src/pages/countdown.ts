import { html } from 'hono/html'
import type { Html, Site } from './layout.ts'
import { frameTexts } from './texts/frame.ts'

/** How long something still lasts. With the script it counts down, and says so aloud; `reload` shows the page anew at its end. */
export const countdown = ({ language }: Site, seconds: number, { reload = false } = {}): Html =>
  html`<span data-left="${seconds}" data-told="${frameTexts(language).secondsLeft}"${reload ? html` data-reload="yes"` : ''}>${clock(seconds)}</span>`

/** 90 → "1:30". */
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
