import { byLanguage } from '#contract/language.ts'

interface About {
  readonly organisation: string
  readonly firstName: string
  readonly code: string
  /** What is signed in to. */
  readonly target: string
  readonly host: string
}

const en = {
  /** Whoever reads it over a shoulder learns the code: its mail says what it is for, and to tell nobody. */
  code: ({ organisation, firstName, code, target, host }: About) => ({
    subject: `${code} is your code for ${organisation}`,
    lines: [
      `Hello ${firstName},`,
      `Your code to sign in to ${target} at ${organisation}: ${code}`,
      `It works once, for ten minutes, and only in the browser that asked for it. Type it nowhere but at ${host}, and tell it to nobody: we never ask for it.`,
      'If you did not ask for it, somebody else typed your address. Nothing happens unless they have this code.',
    ],
  }),
  /** By SMS; with what browsers read below it, one segment of 160 characters. */
  text: (code: string, host: string) => `${code} is your code for ${host}. Tell it to nobody.`,
}

/** The codes that sign somebody in. */
export const codeMessages = byLanguage({ en })
