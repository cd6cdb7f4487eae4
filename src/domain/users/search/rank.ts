import type { UserId } from '#contract/ids.ts'
import type { Token, Typed } from './parse-typed.ts'

/** Somebody who may be meant, by what the rank depends on. */
export interface Candidate {
  readonly id: UserId
  readonly nameKey: string
  readonly rnameKey: string
  readonly emailKey: string
  readonly mobileKey: string | null
}

/** Nearest first; the same order each time, whatever page is asked for. Of whoever was looked for in one field, those who have it there. */
export function rank(typed: Typed, candidates: Iterable<Candidate>): Candidate[] {
  const ranked = [...candidates].map((candidate) => ({ candidate, cost: costOf(typed, candidate) }))
  return ranked
    .filter(({ cost }) => cost < Number.POSITIVE_INFINITY)
    .sort(
      (a, b) =>
        a.cost - b.cost ||
        compare(a.candidate.nameKey, b.candidate.nameKey) ||
        compare(a.candidate.id, b.candidate.id),
    )
    .map(({ candidate }) => candidate)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function costOf(typed: Typed, candidate: Candidate): number {
  const whole = typed.nameKey
  const { nameKey, rnameKey, emailKey, mobileKey } = candidate
  if (typed.digits) {
    if (mobileKey === typed.digits) return -2
    if (mobileKey?.startsWith(typed.digits)) return 0
    if (mobileKey?.endsWith(typed.digits)) return 0.1
    if (mobileKey?.includes(typed.digits.replace(/^0/, ''))) return 0.2
  }
  const names = typed.field === 'email' ? [] : wordsIn(nameKey.normalize('NFC'))
  const at = emailKey.lastIndexOf('@')
  const local = typed.field === 'name' ? '' : emailKey.slice(0, at)
  const host = typed.field === 'name' ? '' : emailKey.slice(at + 1)
  const subject: Subject = {
    names,
    local,
    runs: wordsIn(local),
    plain: local.replace(/[^\p{L}\p{N}]+/gu, ''),
    host,
  }
  let cost = 0
  for (const token of typed.tokens) {
    const one = tokenCost(token, subject)
    if (one >= nowhere && (typed.field === 'name' || typed.field === 'email')) return Number.POSITIVE_INFINITY
    cost += one
  }
  if (nameKey === whole || emailKey === typed.emailKey) cost -= 1
  else if (rnameKey === whole || local === typed.emailKey) cost -= 0.9
  else if (nameKey.startsWith(`${whole} `) || rnameKey.startsWith(`${whole} `)) cost -= 0.6
  else if (nameKey.startsWith(whole) || rnameKey.startsWith(whole)) cost -= 0.3
  else if (local.startsWith(typed.emailKey)) cost -= 0.2
  // Of those who fit alike, the one of whose name more was said.
  return (
    cost +
    Math.abs(names.join('').length - typed.tokens.reduce((sum, token) => sum + token.word.length, 0)) / 1000
  )
}

interface Subject {
  readonly names: readonly string[]
  readonly local: string
  readonly runs: readonly string[]
  /** The local part without punctuation. */
  readonly plain: string
  readonly host: string
}

/** What is not there at all costs more than any slip. */
const nowhere = 6

function tokenCost(token: Token, subject: Subject): number {
  let best = wordCost(token.word, subject)
  if (token.spelled && best > 0) best = Math.min(best, wordCost(token.spelled, subject) + 0.05)
  if (token.domain && best > 0.1) {
    const there = subject.host === token.domain || subject.host.endsWith(`.${token.domain}`)
    if (there || subject.host.startsWith(token.domain)) {
      const before = token.local ? wordCost(token.local, subject) : 0
      best = Math.min(best, (there ? 0.2 : 1) + before)
    }
  }
  if (token.parts.length > 1 && best > 0.3) {
    let sum = 0.3
    for (const part of token.parts) sum += wordCost(part, subject)
    best = Math.min(best, sum)
  }
  if (token.unspaced && best > 0.5) {
    const name = subject.names.join('')
    if ([...token.word].every((character) => name.includes(character))) {
      const turned = [...subject.names].reverse().join('')
      best = Math.min(best, name.includes(token.word) || turned.includes(token.word) ? 0.2 : 0.9)
    }
  }
  return best
}

function wordCost(word: string, { names, runs, plain, host }: Subject): number {
  const { length } = word
  if (names.includes(word)) return 0
  if (plain === word) return 0.1
  if (length > 3 && isJoined(word, names, false)) return 0.2
  if (runs.includes(word)) return 0.3
  const joinedParts = names.length > 1 && length > 2 && joinsOf(names).includes(word)
  if (joinedParts) return 0.2
  const label = host.split('.', 1)[0] ?? ''
  if (label === word || host === word) return 0.4
  if (length === 1) {
    if (names.some((name) => name.startsWith(word))) return 0.5
    return runs.some((run) => run.startsWith(word)) ? 1.5 : nowhere
  }
  let best = nowhere
  for (const name of names) if (name.startsWith(word)) best = Math.min(best, 1 + (name.length - length) / 100)
  if (best < 2) return best
  if (plain.startsWith(word)) return 1.2
  if (runs.some((run) => run.startsWith(word))) return 1.3
  if (isJoined(word, names, true)) return 1.5
  if (host.startsWith(word)) return 1.6
  for (const name of names) best = Math.min(best, slipCost(word, name))
  for (const run of runs) best = Math.min(best, slipCost(word, run) + 0.4)
  if (length >= 5) {
    for (const name of names) {
      for (const other of names) {
        if (other === name) continue
        if (word[0] === other[0]) best = Math.min(best, slipCost(word.slice(1), name) + 0.6)
        if (word.at(-1) === other[0]) best = Math.min(best, slipCost(word.slice(0, -1), name) + 0.6)
      }
    }
  }
  return best
}

/** "jsmith", "smithj", "johnsmith", "smithjohn": whole, or begun. */
function isJoined(word: string, names: readonly string[], begun: boolean): boolean {
  const fits = (form: string) => (begun ? form.startsWith(word) : form === word)
  for (const [at, one] of names.entries()) {
    for (const [where, other] of names.entries()) {
      if (at === where) continue
      const initial = other.charAt(0)
      if (fits(`${initial}${one}`) || fits(`${one}${initial}`) || fits(`${one}${other}`)) return true
    }
  }
  return false
}

/** Neighbouring words written as one: "vandenberg". */
function joinsOf(names: readonly string[]): string[] {
  return names.flatMap((_, from) =>
    names.slice(from + 1).map((_other, more) => names.slice(from, from + more + 2).join('')),
  )
}

/** 2 for one slip, 3.5 for two, more for a word that goes on after that. */
function slipCost(word: string, name: string): number {
  const difference = name.length - word.length
  if (difference < -2) return nowhere
  const slips = slipsBetween(word, difference > 2 ? name.slice(0, word.length) : name)
  if (slips > 2) return nowhere
  return (slips === 0 ? 1 : slips === 1 ? 2 : 3.5) + (difference > 2 ? 1 : 0)
}

/** Letters missing, too many, wrong, or two of them the wrong way round (Damerau and Levenshtein, neighbours once). */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      current.push(least)
    }
    before = previous
    previous = current
  }
  return previous[b.length] ?? 0
}

const wordsIn = (key: string) => key.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
