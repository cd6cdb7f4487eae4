import type { Mark } from '#contract/users.ts'
import { nameKey } from '../name-key.ts'
import type { Typed } from './parse-typed.ts'
import { slipsBetween } from './rank.ts'

interface Marked {
  readonly name: string
  readonly email: string
  readonly mobile: string | null
}

/** Where a person's name, address and number match what was typed, in the text as it is shown. */
export function markMatches(typed: Typed, { name, email, mobile }: Marked): Mark[] {
  const { field, digits } = typed
  const marks: Mark[] = []
  if (mobile && digits) {
    const shown = fold(mobile)
    const plain = { text: '', from: [] as number[], to: [] as number[] }
    for (const [at, character] of [...shown.text].entries()) {
      if (!/\d/.test(character)) continue
      plain.text += character
      plain.from.push(shown.from[at] ?? 0)
      plain.to.push(shown.to[at] ?? 0)
    }
    for (const wanted of [digits, digits.replace(/^0/, '')]) {
      const at = plain.text.lastIndexOf(wanted)
      if (at < 0) continue
      marks.push({ field: 'mobile', start: plain.from[at] ?? 0, end: plain.to[at + wanted.length - 1] ?? 0 })
      break
    }
  }
  if (field === null || field === 'name') marks.push(...marksIn('name', name, typed))
  if (field === null || field === 'email') marks.push(...marksIn('email', email, typed))
  return marks
}

function marksIn(field: 'name' | 'email', shown: string, typed: Typed): Mark[] {
  const folded = fold(shown)
  const spans: [number, number][] = []
  const words = [...folded.text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({ word, index }))
  for (const token of typed.tokens) {
    const forms = new Set([token.key, token.word, ...(token.spelled ? [token.spelled] : []), ...token.parts])
    const before = spans.length
    for (const form of [...forms].map((one) => one.normalize('NFKD'))) {
      if ([...form].length === 1 && !token.unspaced) continue
      for (const { word, index } of words) if (word.startsWith(form)) spans.push([index, index + form.length])
      if (!/^[\p{L}\p{N}]+$/u.test(form) || token.unspaced) {
        const at = folded.text.indexOf(form)
        if (at >= 0) spans.push([at, at + form.length])
      }
    }
    if (spans.length === before) spans.push(...formsIn(token.word.normalize('NFKD'), words))
  }
  return merged(spans).flatMap(([from, to]) => {
    const start = folded.from[from]
    const end = folded.to[to - 1]
    return start === undefined || end === undefined ? [] : [{ field, start, end }]
  })
}

interface Word {
  readonly word: string
  readonly index: number
}

/** "jsmith" in "John Smith", or a word that is a slip away. */
function formsIn(typed: string, words: readonly Word[]): [number, number][] {
  if (typed.length === 1)
    return words
      .filter(({ word }) => word.startsWith(typed))
      .map(({ index }): [number, number] => [index, index + 1])
  for (const one of words) {
    for (const other of words) {
      if (one === other || one.word.length < 2) continue
      const initial = other.word.charAt(0)
      const ends = [one.index, one.index + one.word.length] as [number, number]
      if (typed === `${initial}${one.word}` || typed === `${one.word}${initial}`)
        return [ends, [other.index, other.index + 1]]
      if (typed === `${one.word}${other.word}`) return [ends, [other.index, other.index + other.word.length]]
    }
  }
  if (typed.length < 3) return []
  return words
    .filter(
      ({ word }) =>
        Math.abs(word.length - typed.length) <= 2 && slipsBetween(typed, word) <= (typed.length > 5 ? 2 : 1),
    )
    .map(({ word, index }): [number, number] => [index, index + word.length])
}

function merged(spans: [number, number][]): [number, number][] {
  const all: [number, number][] = []
  for (const [from, to] of spans.sort(([a], [b]) => a - b)) {
    const last = all.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}

/** As keys are folded, and for each UTF-16 unit of that the stretch of the shown text which it came from. */
function fold(shown: string): { text: string; from: number[]; to: number[] } {
  let text = ''
  const from: number[] = []
  const to: number[] = []
  let at = 0
  for (const character of shown) {
    const end = at + character.length
    const folded = /\s/.test(character) ? ' ' : nameKey(character)
    // An accent that stands on its own belongs to the letter before it.
    if (folded === '' && to.length > 0) to[to.length - 1] = end
    for (let unit = 0; unit < folded.length; unit++) {
      from.push(at)
      to.push(end)
    }
    text += folded
    at = end
  }
  return { text, from, to }
}
