/**
 * A made-up population whose names repeat as real ones do: a few very often, most of them rarely (Zipf's law), in
 * several languages, with addresses at a few large and many small domains. The same seed gives the same people.
 */
export interface Person {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly mobile: string | null
}

const first = [
  'James Mary John Patricia Robert Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Daniel Karen',
  'Lukas Anna Jonas Lena Felix Mia Paul Emma Leon Sophie Maximilian Marie Jürgen Käthe Björn Åsa Søren Łukasz Zoë Chloé',
  'José María Juan Lucía Carlos Sofía Luis Paula Javier Elena Diego Marta Rafael Inés Álvaro Núria João Beatriz Tiago Leonor',
  'Wei Mei Jun Li Hiroshi Yuki Kenji Sakura Min-jun Seo-yeon Nguyen Linh Arjun Priya Rahul Ananya Vikram Divya Omar Fatima',
  'Ahmed Layla Yusuf Amina Kwame Abena Chidi Ngozi Amara Kofi Ivan Olga Dmitri Natasha Piotr Agnieszka Milan Jana Elif Mehmet',
].flatMap((line) => line.split(' '))

const last = [
  'Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Martin Lee Thompson White Harris Clark Lewis Walker',
  'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Lindqvist Andersson Nilsson Hansen Kowalski Nowak Novák Szabó Popescu Ivanov',
  'García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Díaz Silva Santos Ferreira Oliveira Rossi Bianchi Ricci Dubois Lefèvre Moreau',
  'Wang Zhang Chen Liu Tanaka Suzuki Sato Kim Park Nguyen Tran Patel Sharma Singh Kumar Khan Rahman Farouk Haddad Okafor',
  "O'Brien O'Neill MacDonald van-den-Berg de-Vries Smith-Jones al-Masri Yılmaz Demir Kaya Mensah Adeyemi Mwangi Nkosi Dlamini Abebe Tesfaye Osei Boateng Diallo",
].flatMap((line) => line.split(' '))

const syllables =
  'ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te ti to va ve vi vo'.split(
    ' ',
  )
const endings = 'son sen man ner ler berg feld ova ini ez ski ton ley worth dottir'.split(' ')
const smallDomains = 'northwind contoso fabrikam tailspin wingtip proseware adatum litware'.split(' ')

/** A small generator with a seed (mulberry32): a run can be repeated. */
export function createDice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Yields `count` people; no two share an address. */
export function* people(count: number, seed = 1): Generator<Person> {
  const dice = createDice(seed)
  const firstNames = zipf(withRare(first, 6_000, dice), dice)
  const lastNames = zipf(withRare(last, 16_000, dice), dice)
  for (let index = 0; index < count; index++) {
    const firstName = firstNames()
    const lastName = lastNames()
    const local = localPart(plain(firstName), plain(lastName), dice())
    const domain =
      dice() < 0.55 ? 'acme.example' : `${smallDomains[Math.floor(dice() * smallDomains.length)]}.example`
    yield {
      firstName,
      lastName,
      // The number makes the address unique; people's addresses end in one often enough.
      email: `${local}${index}@${domain}`,
      mobile: dice() < 0.4 ? `+1555${String(index).padStart(7, '0')}` : null,
    }
  }
}

function localPart(firstName: string, lastName: string, roll: number): string {
  if (roll < 0.5) return `${firstName}.${lastName}.`
  if (roll < 0.75) return `${firstName.charAt(0)}${lastName}`
  return `${lastName}.${firstName.charAt(0)}.`
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/ı/g, 'i')
    .replace(/[^a-z]/g, '')

/** The common names, followed by made-up ones until there are `size`. */
function withRare(common: readonly string[], size: number, dice: () => number): string[] {
  const names = new Set(common)
  const pick = (from: readonly string[]) => from[Math.floor(dice() * from.length)] ?? ''
  while (names.size < size) {
    const made = `${pick(syllables)}${pick(syllables)}${dice() < 0.5 ? pick(syllables) : ''}${pick(endings)}`
    names.add(made.charAt(0).toUpperCase() + made.slice(1))
  }
  return [...names]
}

/** Draws from `names`: the n-th with a weight of 1/n. */
function zipf(names: readonly string[], dice: () => number): () => string {
  const sums: number[] = []
  let total = 0
  for (let rank = 1; rank <= names.length; rank++) {
    total += 1 / rank
    sums.push(total)
  }
  return () => {
    const wanted = dice() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return names[low] ?? ''
  }
}
