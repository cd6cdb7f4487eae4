import type { UserId } from '#contract/ids.ts'
import type { UserListItem } from '#contract/users.ts'
import type { Work } from '../../work.ts'
import type { Conditions } from '../list-users-filter.ts'
import { findByBeginning, findByWords, findExactly } from './find-people.sql.ts'
import type { Typed } from './parse-typed.ts'
import { type Candidate, rank } from './rank.ts'
import { type Strictness, wordQuery } from './word-queries.ts'

/** So many people can be paged through: whoever needs more types another letter. */
export const mostFound = 1000

export interface Found {
  readonly id: UserId
  readonly exact: UserListItem['exact']
}

/** Of each way of looking, so many are ranked. */
const ofBeginnings = 100
const ofWords = 300
/** Where the facets do not know a condition, so many are looked at for it. */
const lookedAt = 20_000
/** With so many who fit, nobody looks for those who fit less well. */
const enough = 50
const few = 10

/**
 * Everybody who may be meant by what was typed, nearest first: whom it names exactly, and then whoever fits it by words, in ever looser ways
 * until there are enough. Which ways were taken depends on what was typed and on the data, not on the page, so that pages go together.
 */
export async function findPeople(
  work: Work,
  typed: Typed,
  conditions: Conditions,
  large: boolean,
): Promise<Found[]> {
  if (typed.text === '') return []
  const exact = await findExactly(work, typed, conditions)
  const found = new Map<UserId, Candidate>()
  const add = (more: readonly Candidate[]) => {
    for (const one of more) found.set(one.id, one)
  }
  if (typed.field !== 'id') add(await findByBeginning(work, typed, conditions, ofBeginnings))
  if (typed.field !== 'id' && typed.field !== 'external') await addByWords()

  const ranked = rank(typed, found.values())
  const named = new Map(exact.map((one) => [one.id, one.exact]))
  return [
    ...[...named].map(([id, kind]) => ({ id, exact: kind })),
    ...ranked.filter(({ id }) => !named.has(id)).map(({ id }) => ({ id, exact: null })),
  ].slice(0, mostFound)

  async function addByWords() {
    // Once somebody is named exactly, the others are only what else it might have been.
    const limit = exact.length > 0 ? few : enough
    const looks: readonly [Strictness, number][] = [
      ['whole', limit],
      ['last-begun', limit],
      ['begun', few],
      ['slips', few],
    ]
    const asked = new Set<string>()
    let whole = 0
    for (const [strictness, until] of looks) {
      if (strictness === 'slips' && whole > 0) continue
      // To ask for many words by their beginning is dear, and little is to be gained where the words themselves were met. Beginnings of a
      // few letters are not: there one look does for two.
      if (large && strictness === 'begun' && whole > 0 && typed.tokens.length > 1) continue
      if (strictness === 'last-begun' && whole === 0 && hasShortBeginnings(typed)) continue
      if (strictness === 'whole' ? wellBegun(typed, found.values()) >= until : found.size >= until) continue
      const query = wordQuery(typed, strictness, large ? conditions.narrowing : [], whole === 0)
      if (!query || asked.has(query.text)) continue
      asked.add(query.text)
      let more = await findByWords(work, query, conditions, large, { asked: ofWords, found: ofWords })
      // The first were asked for conditions that the words do not know, and few of them met those.
      if (!conditions.complete && more.length < until)
        more = await findByWords(work, query, conditions, large, { asked: lookedAt, found: ofWords })
      if (strictness === 'whole') whole = more.length
      add(more)
    }
  }
}

/** Whether all words but the last are so short that their beginnings are lexemes of their own. */
const hasShortBeginnings = ({ tokens }: Typed) =>
  tokens.length > 1 && tokens.slice(0, -1).every(({ word }) => word.length > 1 && word.length <= 3)

/** Of whom it is the whole first or last name, so that nobody can fit it better. */
function wellBegun({ nameKey }: Typed, found: Iterable<Candidate>): number {
  let count = 0
  for (const one of found)
    if (`${one.nameKey} `.startsWith(`${nameKey} `) || `${one.rnameKey} `.startsWith(`${nameKey} `))
      count += 1
  return count
}
