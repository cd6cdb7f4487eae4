import { type Language, spokenOf } from '#contract/language.ts'

/** Longer than any browser's; what is behind it is not asked for. */
const atMost = 200

/** The language of a page, by what the browser asks for. The only place where this is chosen. */
export const acceptedLanguage = (header: string | undefined): Language => spokenOf(acceptedTags(header ?? ''))

/** The tags of an `Accept-Language`, heaviest first; what weighs nothing is not wanted (RFC 9110 §12.5.4). */
export function acceptedTags(header: string): string[] {
  const ranges = header.slice(0, atMost).split(',').map(readRange)
  const wanted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  return wanted.map(({ tag }) => tag)
}

function readRange(text: string): { tag: string; weight: number } {
  const [tag = '', parameter = ''] = text.split(';')
  const weight = /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(parameter)?.[1]
  return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) }
}
