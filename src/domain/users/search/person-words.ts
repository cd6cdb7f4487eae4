import { nameKey } from '../name-key.ts'
import { type Findable, searchKeys } from '../search-keys.ts'

/**
 * The lexemes that somebody is found by. Each kind has a sign of its own before it, so that they never meet:
 *
 * - `john`: a word of the name or the address, or words written as one ("vandenberg"); also asked for by its beginning
 * - `^jo`: the first one to three letters of a word
 * - `+jsmith`: forms that people make of a name, and the address without its punctuation; also asked for by their beginning
 * - `~jhn`: a word of the name, whole and with each single letter left out: two that differ by one slip share one of these
 * - `@acme.com`: the domain and those above it
 * - `/王`: a character of a name that is written without blanks
 * - `#1701234567`, `$7654321071…`: a mobile number without its country code, and from its end
 *
 * The first sign of a facet (`=`, see the migration) is free too.
 */
export function personWords(person: Findable): string[] {
  const words = new Set<string>()
  const add = (sign: string, word: string) => {
    // A lexeme may be 2 kB long; nobody types more than this.
    if (word) words.add(`${sign}${[...word].slice(0, 60).join('')}`)
  }
  const { names, joined } = nameForms(person)
  const { runs, local, domains } = addressForms(person.email)

  for (const word of new Set([...names, ...runs])) {
    add('', word)
    for (let length = 1; length <= 3; length++) add('^', [...word].slice(0, length).join(''))
  }
  for (const word of names) {
    for (const slip of withSlips(word)) add('~', slip)
    if (isUnspaced(word)) for (const character of word) add('/', character)
  }
  for (const run of runs) for (const slip of withSlips(run)) add('~', slip)
  for (const form of [...joined, local]) add('+', form)
  for (const domain of domains) {
    add('@', domain)
    const label = domain.split('.', 1)[0] ?? ''
    add('', label)
    for (let length = 1; length <= 3; length++) add('^', label.slice(0, length))
  }
  const { mobileKey } = searchKeys(person)
  if (mobileKey) {
    // Country codes have one to three digits: which of the three it is need not be known.
    for (let code = 1; code <= 3; code++) add('#', mobileKey.slice(code))
    add('$', [...mobileKey].reverse().join(''))
  }
  return [...words]
}

/** Words of a name, as they are and as those write them who have no umlauts, and what is made of first and last name together. */
export function nameForms({ firstName, lastName }: Pick<Findable, 'firstName' | 'lastName'>): {
  names: Set<string>
  joined: Set<string>
} {
  const names = new Set<string>()
  const joined = new Set<string>()
  for (const spell of [nameKey, umlautKey]) {
    const first = partsOf(spell(firstName))
    const last = partsOf(spell(lastName))
    for (const part of [...first, ...last]) {
      for (const word of part) names.add(word)
      // "Smith-Jones", "O'Brien", "al-Masri"
      names.add(part.join(''))
    }
    const given = first.map((part) => part.join(''))
    const family = last.map((part) => part.join(''))
    names.add(given.join(''))
    // "van den Berg" is also written "vandenberg" and "denberg".
    for (let from = 0; from < family.length; from++) names.add(family.slice(from).join(''))
    const surnames = new Set([family.join(''), ...last.flat(), ...family].filter(Boolean))
    const called = new Set([given.join(''), given[0] ?? '', first[0]?.[0] ?? ''].filter(Boolean))
    const initials = new Set([given[0]?.[0] ?? '', given.map((word) => word[0]).join('')].filter(Boolean))
    for (const surname of surnames) {
      for (const start of [...called, ...initials]) {
        joined.add(`${start}${surname}`)
        joined.add(`${surname}${start}`)
      }
    }
  }
  names.delete('')
  return { names, joined }
}

/** Letter runs of the local part, the same without its punctuation, and the host with its parents, the last label alone excepted. */
export function addressForms(email: string): { runs: string[]; local: string; domains: string[] } {
  const key = wordKey(email)
  const at = key.lastIndexOf('@')
  const before = at < 0 ? key : key.slice(0, at)
  const host = at < 0 ? '' : key.slice(at + 1)
  const parts = before.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const runs = parts.flatMap((part) => [part, ...part.split(/\p{N}+/u)])
  const labels = host.split('.').filter(Boolean)
  return {
    runs: [...new Set(runs)].filter((run) => run.length > 1 && /\p{L}/u.test(run)),
    local: parts.join(''),
    domains: labels.slice(0, -1).map((_, from) => labels.slice(from).join('.')),
  }
}

/** As `nameKey`, with Korean syllables whole: what is typed one by one is stored as one. */
export const wordKey = (text: string) => nameKey(text).normalize('NFC')

const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }

/** "Müller" as "mueller", which is how it stands in many addresses. */
function umlautKey(text: string): string {
  return nameKey(
    text
      .toLowerCase()
      .normalize('NFC')
      .replace(/[äöüåø]/g, (letter) => umlauts[letter] ?? letter),
  )
}

/** Words between blanks, each as the parts that punctuation makes of it. */
const partsOf = (key: string) =>
  key
    .normalize('NFC')
    .split(/\s+/)
    .map((word) => word.split(/[^\p{L}\p{N}]+/u).filter(Boolean))
    .filter((parts) => parts.length > 0)

/** The word, and with each of its letters left out. Too short, and everything would be a slip of everything. */
export function withSlips(word: string): string[] {
  const letters = [...word]
  if (letters.length < 3 || letters.length > 20) return []
  return [word, ...letters.map((_, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join(''))]
}

/** Han, kana and hangul: names in them are written without blanks. */
export const isUnspaced = (word: string) =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)
