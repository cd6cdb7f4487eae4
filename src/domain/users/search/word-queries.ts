import type { Token, Typed } from './parse-typed.ts'
import { withSlips } from './person-words.ts'
import { quoteLexeme } from './quote-lexeme.ts'

/** A question to the words of people, as the text of a tsquery. */
export interface WordQuery {
  readonly text: string
  /** Of one word as it is: that may be in half of all rows. */
  readonly single: boolean
}

export type Strictness = 'whole' | 'last-begun' | 'begun' | 'slips'

/**
 * What was typed as a question of the given strictness: all words as they are; the last one only begun, as while typing; every one begun,
 * or two written as one; or with one slip in each. Null where it asks nothing that a stricter one did not.
 *
 * @param facets conditions that everybody who is found must meet
 * @param joins whether "jsmi" may be the beginning of "jsmith": such forms are many, so they are asked for when nobody has the word itself
 */
export function wordQuery(
  typed: Typed,
  strictness: Strictness,
  facets: readonly string[],
  joins: boolean,
): WordQuery | null {
  const { tokens, digits, field } = typed
  const questions: string[] = []
  if (tokens.length > 0 && field !== 'mobile' && !(digits && field === null && tokens.every(isNumber)))
    questions.push(wordsOf(tokens, strictness, joins))
  if (digits && (field === null || field === 'mobile') && strictness !== 'whole')
    questions.push(begun(`#${digits.replace(/^0/, '')}`), begun(`$${[...digits].reverse().join('')}`))
  if (strictness === 'begun' && tokens.length > 1 && field !== 'mobile')
    questions.push(...mergedPairs(tokens).map((merged) => wordsOf(merged, strictness, joins)))
  if (questions.length === 0) return null
  const text = [any(questions), ...facets].join(' & ')
  return { text, single: tokens.length === 1 && strictness === 'whole' }
}

const isNumber = (token: Token) => /^\p{N}+$/u.test(token.word)

function wordsOf(tokens: readonly Token[], strictness: Strictness, joins: boolean): string {
  const [first, second] = tokens
  // "j smith", "smith j": a form of their own, since a letter alone would be everybody's.
  if (first && second && tokens.length === 2 && strictness !== 'slips') {
    const pair = isInitial(first) !== isInitial(second)
    if (pair && strictness !== 'begun') {
      const forms = [`+${first.word}${second.word}`, `+${second.word}${first.word}`]
      return any(forms.map(strictness === 'last-begun' && isInitial(first) ? begun : quoteLexeme))
    }
  }
  return tokens
    .map((token, at) => {
      const last = at === tokens.length - 1
      const how = strictness === 'last-begun' ? (last ? 'begun' : 'whole') : strictness
      return tokenQuery(token, how, joins && tokens.length === 1)
    })
    .join(' & ')
}

const isInitial = (token: Token) => [...token.word].length === 1 && !token.unspaced

function tokenQuery(token: Token, how: 'whole' | 'begun' | 'slips', joins: boolean): string {
  const { word, spelled, parts, domain, local, unspaced } = token
  const forms = spelled ? [word, spelled] : [word]
  const ways = forms.flatMap((form) => formQuery(form, how, joins))
  if (parts.length > 1) ways.push(parts.map((part) => any(formQuery(part, how, false))).join(' & '))
  if (domain) {
    const at = (how === 'whole' ? quoteLexeme : begun)(`@${domain}`)
    ways.push(local === null ? at : `${any(formQuery(local, how, true))} & ${at}`)
  }
  if (unspaced) ways.push([...new Set(word)].map((character) => quoteLexeme(`/${character}`)).join(' & '))
  return any(ways)
}

function formQuery(form: string, how: 'whole' | 'begun' | 'slips', joins: boolean): string[] {
  const letters = [...form]
  const joined =
    joins && (how === 'whole' || letters.length > 2)
      ? [how === 'whole' ? quoteLexeme(`+${form}`) : begun(`+${form}`)]
      : []
  if (how === 'whole') return [quoteLexeme(letters.length === 1 ? `^${form}` : form), ...joined]
  const beginning = letters.length <= 3 ? quoteLexeme(`^${form}`) : begun(form)
  const ways = letters.length === 1 ? [beginning] : [beginning, ...joined]
  if (how === 'begun') return ways
  ways.push(...withSlips(form).map((slip) => quoteLexeme(`~${slip}`)))
  if (joins && letters.length >= 5) {
    // "jsmtih": an initial and a slip in the rest; "smtihj" the other way round.
    for (const [initial, rest] of [
      [letters[0], letters.slice(1).join('')],
      [letters.at(-1), letters.slice(0, -1).join('')],
    ]) {
      const slips = withSlips(rest ?? '').map((slip) => quoteLexeme(`~${slip}`))
      if (slips.length > 0) ways.push(`${quoteLexeme(`^${initial}`)} & ${any(slips)}`)
    }
  }
  return ways
}

/** "mc donald" as "mcdonald", "min jun kim" as "minjun kim". */
function mergedPairs(tokens: readonly Token[]): Token[][] {
  return tokens.slice(1).map((second, at) => {
    const first = tokens[at] ?? second
    const word = `${first.word}${second.word}`
    const unspaced = first.unspaced || second.unspaced
    const merged: Token = {
      key: word,
      word,
      spelled: null,
      parts: [word],
      domain: null,
      local: null,
      unspaced,
    }
    return [...tokens.slice(0, at), merged, ...tokens.slice(at + 2)]
  })
}

const begun = (lexeme: string) => `${quoteLexeme(lexeme)}:*`
const any = (ways: readonly string[]) => {
  const some = [...new Set(ways)]
  return some.length === 1
    ? (some[0] ?? '')
    : `(${some.map((way) => (way.includes(' & ') ? `(${way})` : way)).join(' | ')})`
}
