import { type Letter, letter } from '../mail/letter.ts'
import type { Work } from '../work.ts'

interface Words {
  readonly code: string
  /** What is signed in to. */
  readonly target: string
}

/** Whoever reads it over a shoulder learns the code: its mail says what it is for, and to tell nobody. */
export function codeMail(
  work: Work,
  { firstName }: { readonly firstName: string },
  { code, target }: Words,
): Letter {
  const { name, baseUrl } = work.base
  return letter({
    subject: `${code} is your code for ${name}`,
    lines: [
      `Hello ${firstName},`,
      `Your code to sign in to ${target} at ${name}: ${code}`,
      `It works once, for ten minutes, and only in the browser that asked for it. Type it nowhere but at ${new URL(baseUrl).host}, and tell it to nobody: we never ask for it.`,
      'If you did not ask for it, somebody else typed your address. Nothing happens unless they have this code.',
    ],
  })
}

/** One segment of a text: 160 characters. The last line lets browsers fill it in at this site alone (origin-bound one-time codes). */
export function codeText(work: Work, { code }: Words): string {
  const { host } = new URL(work.base.baseUrl)
  return `${code} is your code for ${host}. Tell it to nobody.\n\n@${host} #${code}`
}
