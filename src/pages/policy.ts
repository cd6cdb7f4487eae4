import { createHash } from 'node:crypto'
import { script } from './script.ts'
import { style } from './style.ts'

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * The Content-Security-Policy of the hosted pages: nothing but the one inlined style and the one inlined script, each by its hash.
 *
 * No `form-action`: Chromium applies it to the redirects that follow a form as well, and the last of those leads to an application's
 * own address, also of a native one.
 */
export const pagePolicy = [
  "default-src 'none'",
  `style-src ${hash(style)}`,
  `script-src ${hash(script)}`,
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
