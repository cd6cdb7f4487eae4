import { moreNames } from './more-names.ts'

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

interface Locale {
  readonly language: string
  /** How many of a hundred people. */
  readonly share: number
  readonly first: readonly string[]
  readonly last: readonly string[]
  /** Of mobile numbers: country code and network. */
  readonly mobile: string
  /** Made-up names beyond the common ones, for scripts that the syllables make sense in. */
  readonly rare: boolean
}

const words = (text: string) => text.split('|')

const locales: readonly Locale[] = [
  {
    language: 'english',
    share: 30,
    first: words(
      'James|Mary|John|Patricia|Robert|Jennifer|Michael|Linda|David|Elizabeth|William|Barbara|Richard|Susan|Joseph|Jessica|Thomas|Sarah|Daniel|Karen|Jon|Ann|Anne|Lee|Mary Jane|Kim|Sean|Siobhan',
    ),
    last: words(
      "Smith|Johnson|Williams|Brown|Jones|Miller|Davis|Wilson|Anderson|Taylor|Moore|Jackson|Martin|Lee|Thompson|White|Harris|Clark|Lewis|Walker|O'Brien|O'Neill|MacDonald|McCarthy|Smith-Jones|Taylor-Wood|Ng|Fitzgerald",
    ),
    mobile: '+447700',
    rare: true,
  },
  {
    language: 'german',
    share: 16,
    first: words(
      'Lukas|Anna|Jonas|Lena|Felix|Mia|Paul|Emma|Leon|Sophie|Maximilian|Marie|Jürgen|Käthe|Björn|Jörg|Hans-Peter|Günther|Ursula|Anke',
    ),
    last: words(
      'Müller|Schmidt|Schneider|Fischer|Weber|Meyer|Wagner|Becker|Schulz|Hoffmann|Schäfer|Köhler|Groß|Krämer|Jäger|von Bülow|zu Guttenberg|Mueller|Böhm|Müller-Lüdenscheidt',
    ),
    mobile: '+49170',
    rare: true,
  },
  {
    language: 'northern',
    share: 8,
    first: words(
      'Åsa|Søren|Lars|Ingrid|Nils|Astrid|Bjørn|Freja|Łukasz|Agnieszka|Piotr|Jana|Milan|Zoë|Jiří|Małgorzata',
    ),
    last: words(
      'Lindqvist|Andersson|Nilsson|Hansen|Sørensen|Åkesson|Kowalski|Nowak|Novák|Szabó|Popescu|Dvořák|Wałęsa|Łuczak|Bjørnstad',
    ),
    mobile: '+4670',
    rare: true,
  },
  {
    language: 'iberian',
    share: 16,
    first: words(
      'José|María|Juan|Lucía|Carlos|Sofía|Luis|Paula|Javier|Elena|Diego|Marta|Rafael|Inés|Álvaro|Núria|João|Beatriz|María José|Juan Carlos|Ana',
    ),
    last: words(
      'García|Fernández|González|Rodríguez|López|Martínez|Sánchez|Pérez|Gómez|Díaz|Silva|Santos|Ferreira|García López|Pérez Gómez|de la Cruz|Ruiz Sánchez|dos Santos|Núñez|Ibáñez',
    ),
    mobile: '+34612',
    rare: true,
  },
  {
    language: 'western',
    share: 8,
    first: words(
      'Chloé|François|Hélène|Marc|Giulia|Marco|Élodie|Jean-Pierre|Anne-Marie|Sander|Joost|Femke|Pieter|Lotte',
    ),
    last: words(
      'Dubois|Lefèvre|Moreau|Rossi|Bianchi|Ricci|van den Berg|de Vries|van Dijk|de Jong|van der Meer|Bakker|D’Angelo|de Luca|Lemaître',
    ),
    mobile: '+3161',
    rare: true,
  },
  {
    language: 'arabic',
    share: 8,
    first: words(
      'Omar|Fatima|Ahmed|Layla|Yusuf|Amina|Mehmet|Elif|Çağla|Şükrü|Abdul Rahman|Noor|Mohammed|Muhammad',
    ),
    last: words(
      'al-Masri|Haddad|bin Salman|el-Sayed|Yılmaz|Demir|Kaya|Rahman|Farouk|Khan|Al Fayed|Öztürk|Şahin|Çelik|ibn Khaldun',
    ),
    mobile: '+9715',
    rare: true,
  },
  {
    language: 'southern',
    share: 6,
    first: words(
      'Kwame|Abena|Chidi|Ngozi|Amara|Kofi|Arjun|Priya|Rahul|Ananya|Vikram|Divya|Linh|Minh|Thị Hương',
    ),
    last: words(
      'Mensah|Adeyemi|Mwangi|Nkosi|Dlamini|Okafor|Patel|Sharma|Singh|Kumar|Nguyễn|Trần|Lê|Phạm|Osei-Bonsu',
    ),
    mobile: '+23480',
    rare: true,
  },
  {
    language: 'chinese',
    share: 4,
    first: words('伟|芳|娜|秀英|敏|静|丽|强|磊|洋|勇|艳|小明|建国|玉兰'),
    last: words('王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|欧阳|司马'),
    mobile: '+86138',
    rare: false,
  },
  {
    language: 'korean',
    share: 2,
    first: words('민준|서연|지후|수빈|예은|도윤|하윤|지우|현우|유진'),
    last: words('김|이|박|최|정|강|조|윤|장|남궁'),
    mobile: '+8210',
    rare: false,
  },
  {
    language: 'japanese',
    share: 2,
    first: words('裕子|健二|翔太|さくら|花子|太郎|陽菜|大輔|由美|ケンジ'),
    last: words('佐藤|鈴木|高橋|田中|渡辺|伊藤|山本|中村|小林|長谷川'),
    mobile: '+8190',
    rare: false,
  },
]

/** As people write themselves in addresses whose script has no place there. */
const romanised: Readonly<Record<string, string>> = {
  王: 'wang',
  李: 'li',
  김: 'kim',
  박: 'park',
  田中: 'tanaka',
  佐藤: 'sato',
}

const syllables =
  'ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te ti to va ve vi vo'.split(
    ' ',
  )
const endings = 'son sen man ner ler berg feld ova ini ez ski ton ley worth dottir'.split(' ')
const smallDomains = words('northwind|contoso|fabrikam|tailspin|wingtip|proseware|adatum|litware')

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

/**
 * Yields `count` people; no two share an address.
 *
 * @param names `made-up`: names beyond the common ones are made of syllables, thousands of them; `usual`: all of them are names that
 * people have
 */
export function* people(count: number, seed = 1, names: 'made-up' | 'usual' = 'made-up'): Generator<Person> {
  const dice = createDice(seed)
  const pool = (language: string, part: 'first' | 'last', common: readonly string[], rare: number) => {
    if (names === 'usual') return zipf([...common, ...(moreNames[language]?.[part] ?? [])], dice, 0.5)
    return zipf(rare > 0 ? withRare(common, rare, dice) : common, dice, 1)
  }
  const pools = locales.map(({ language, first, last, mobile, rare }, at) => ({
    upTo: locales.slice(0, at + 1).reduce((sum, { share }) => sum + share, 0),
    mobile,
    first: pool(language, 'first', first, rare ? 1_000 : 0),
    last: pool(language, 'last', last, rare ? 3_000 : 0),
  }))
  const taken = new Map<string, number>()
  for (let index = 0; index < count; index++) {
    const roll = dice() * 100
    const from = pools.find(({ upTo }) => roll < upTo) ?? pools[0]
    if (!from) throw new Error('there is at least one language')
    const firstName = from.first()
    const lastName = from.last()
    const domain =
      dice() < 0.55 ? 'acme.example' : `${smallDomains[Math.floor(dice() * smallDomains.length)]}.example`
    const local = localPart(inAddress(firstName), inAddress(lastName), dice())
    const address = `${local}@${domain}`
    const others = taken.get(address) ?? 0
    taken.set(address, others + 1)
    yield {
      firstName,
      lastName,
      email: others === 0 ? address : `${local}${others + 1}@${domain}`,
      mobile: dice() < 0.4 ? `${from.mobile}${String(index).padStart(7, '0')}` : null,
    }
  }
}

function localPart(firstName: string, lastName: string, roll: number): string {
  if (!firstName || !lastName) return firstName || lastName || 'staff'
  if (roll < 0.5) return `${firstName}.${lastName}`
  if (roll < 0.75) return `${firstName.charAt(0)}${lastName}`
  return `${lastName}.${firstName.charAt(0)}`
}

const inAddress = (name: string) =>
  (romanised[name] ?? name)
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
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

/** Draws from `names`: the n-th with a weight of 1 / n to this power. */
function zipf(names: readonly string[], dice: () => number, power: number): () => string {
  const sums: number[] = []
  let total = 0
  for (let rank = 1; rank <= names.length; rank++) {
    total += 1 / rank ** power
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
