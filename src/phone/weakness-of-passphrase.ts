import { backupParameters } from '#contract/device-messages.ts'
import { commonWords, runs } from './common-passphrases.ts'

export type PassphraseWeakness = 'too-short' | 'repeated' | 'sequence' | 'names' | 'common'

/** What is left when all that is easy to guess is taken away has to be as much as this. */
const leastOfItsOwn = 6
/** Shorter parts of a name stand in many words. */
const shortestName = 3
const shortestRun = 4

/**
 * Why a passphrase is not taken, or null. A backup can be guessed at without any server, so what people choose first must not open it.
 *
 * @param names of the person and their organisations: names, addresses, hosts.
 */
export function weaknessOfPassphrase(
  passphrase: string,
  names: readonly string[],
): PassphraseWeakness | null {
  const text = passphrase.normalize('NFKC').trim()
  if ([...text].length < backupParameters.minimumPassphrase) return 'too-short'
  const plain = folded(text)
  if (isRepeated(plain)) return 'repeated'
  // As they were typed, since rows hold digits, and only then as they are read.
  const typed = text.toLowerCase()
  const withoutRuns = folded(withoutAll(typed, runsIn(typed)))
  if (left(withoutRuns) < leastOfItsOwn) return 'sequence'
  const words = names
    .flatMap((name) => folded(name).split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= shortestName)
  const withoutNames = withoutAll(withoutRuns, words)
  if (withoutNames !== withoutRuns && left(withoutNames) < leastOfItsOwn) return 'names'
  return left(withoutAll(withoutNames, commonWords)) < leastOfItsOwn ? 'common' : null
}

/** One case, no accents, and the digits and signs that people write for letters. */
const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[@$]|(?<=\p{L})[013457](?=\p{L})/gu, (sign) => asLetter[sign] ?? sign)

const asLetter: Readonly<Record<string, string>> = {
  '@': 'a',
  $: 's',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
}

/** A block that repeats to the end, or hardly any different characters. */
function isRepeated(text: string): boolean {
  const characters = [...text.replace(/[\s\p{P}]/gu, '')]
  if (new Set(characters).size < 5) return true
  for (let size = 1; size <= characters.length / 2; size++) {
    if (characters.every((character, place) => character === characters[place % size])) return true
  }
  return false
}

/** Every stretch of four or more that runs along a row, forwards or backwards; the longest first. */
function runsIn(text: string): readonly string[] {
  const rows = runs.flatMap((row) => [row, [...row].reverse().join('')])
  const found = new Set<string>()
  for (let start = 0; start < text.length; start++) {
    let end = start + shortestRun
    while (end <= text.length && rows.some((row) => row.includes(text.slice(start, end)))) end++
    if (end - 1 - start >= shortestRun) found.add(text.slice(start, end - 1))
  }
  return [...found]
}

/** With a blank in the place of each: what stood apart does not grow together. */
function withoutAll(text: string, words: readonly string[]): string {
  let rest = text
  for (const word of [...words].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, ' ')
  return rest
}

/** How much is of its own: letters, and digits that are no year and no tail of a few. */
const left = (text: string) => text.replace(/(?<!\d)\d{1,4}(?!\d)/g, '').replace(/[^\p{L}\p{N}]/gu, '').length
