import { languageOf } from '../mail/language-of.ts'
import { type Letter, letter } from '../mail/letter.ts'
import { codeMessages } from '../mail/texts/codes.ts'
import type { Work } from '../work.ts'

interface Words {
  readonly code: string
  /** What is signed in to. */
  readonly target: string
}

export function codeMail(work: Work, { firstName }: { readonly firstName: string }, words: Words): Letter {
  const { name: organisation, baseUrl } = work.base
  const language = languageOf(work.base)
  const { host } = new URL(baseUrl)
  return letter(language, codeMessages(language).code({ organisation, firstName, host, ...words }))
}

/** The last line lets browsers fill it in at this site alone (origin-bound one-time codes). */
export function codeText(work: Work, { code }: Words): string {
  const { host } = new URL(work.base.baseUrl)
  return `${codeMessages(languageOf(work.base)).text(code, host)}\n\n@${host} #${code}`
}
