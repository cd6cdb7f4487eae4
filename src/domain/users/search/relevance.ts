import { createDice, type Person } from '../../sample/people.ts'

/** Somebody of the directory that the questions are asked about. */
export interface Known extends Person {
  readonly id: string
}

export interface Question {
  readonly kind: string
  readonly q: string
  /** Who is meant. */
  readonly expected: ReadonlySet<string>
}

/**
 * Questions as people ask them, with everybody who is rightly meant: made from the people by rules that know nothing of how the search works.
 * What is meant by a rule is everybody for whom that rule would have given the same question. The same people give the same questions.
 */
export function questionsAbout(people: readonly Known[], each: number): Question[] {
  const dice = createDice(11)
  const known = people.map(readPerson)
  const allWords = new Set(known.flatMap((one) => one.words))
  const questions: Question[] = []
  for (const [kind, rule] of Object.entries(rules)) {
    const asked = new Set<string>()
    for (let tries = 0; asked.size < each && tries < each * 200; tries++) {
      const target = known[Math.floor(dice() * known.length)]
      const made = target && rule(target, dice, allWords)
      if (!made || asked.has(made.q)) continue
      asked.add(made.q)
      const expected = new Set(known.filter(made.isMeant).map((one) => one.id))
      questions.push({ kind, q: made.q, expected })
    }
  }
  return questions
}

interface Read extends Known {
  /** Folded, each word of it. */
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly words: readonly string[]
  /** Words of the address before the @, with and without digits, and the host. */
  readonly local: string
  readonly localWords: readonly string[]
  readonly host: string
  readonly latin: boolean
}

type Rule = (
  target: Read,
  dice: () => number,
  allWords: ReadonlySet<string>,
) => { q: string; isMeant: (one: Read) => boolean } | undefined

const joined = (parts: readonly string[]) => parts.join('')
const initial = (one: Read) => one.first[0]?.charAt(0) ?? ''
const sameName = (a: Read) => (b: Read) =>
  joined(a.first) === joined(b.first) && joined(a.last) === joined(b.last)
const barely = (one: Read) => one.local.replace(/\d+$/, '')
const pick = <T>(dice: () => number, from: readonly T[]) => from[Math.floor(dice() * from.length)]
/** Each typed word begins a word of the name or of the address. */
const begins = (q: string) => {
  const typed = q.split(' ')
  return (one: Read) => {
    const own = [...one.words, ...one.localWords, ...one.host.split('.')]
    return typed.every((word) => own.some((mine) => mine.startsWith(word)))
  }
}

const rules: Record<string, Rule> = {
  'initial and surname as one': (target) => {
    if (!target.latin) return undefined
    const q = `${initial(target)}${joined(target.last)}`
    return {
      q,
      isMeant: (one) =>
        (initial(one) === initial(target) && joined(one.last) === joined(target.last)) || barely(one) === q,
    }
  },
  'surname and initial as one': (target) => {
    if (!target.latin) return undefined
    const q = `${joined(target.last)}${initial(target)}`
    return {
      q,
      isMeant: (one) =>
        (initial(one) === initial(target) && joined(one.last) === joined(target.last)) ||
        barely(one).replace('.', '') === q,
    }
  },
  'initial and surname': (target, dice) => {
    if (!target.latin) return undefined
    const surname = target.last.join(' ')
    return {
      q: dice() < 0.5 ? `${initial(target)} ${surname}` : `${surname} ${initial(target)}`,
      isMeant: (one) => initial(one) === initial(target) && one.last.join(' ') === surname,
    }
  },
  'first and last name': (target) => ({
    q: `${target.firstName} ${target.lastName}`,
    isMeant: sameName(target),
  }),
  'names the other way round': (target) => ({
    q: `${target.lastName} ${target.firstName}`.toLowerCase(),
    isMeant: sameName(target),
  }),
  'names as one': (target) => {
    const q = `${joined(target.first)}${joined(target.last)}`
    return { q, isMeant: (one) => sameName(target)(one) || barely(one).replace('.', '') === q }
  },
  'surname alone': (target) => {
    const q = target.last.join(' ')
    return {
      q,
      isMeant: (one) => q.split(' ').every((word) => [...one.words, ...one.localWords].includes(word)),
    }
  },
  'begun while typing': (target, dice) => {
    if (!target.latin) return undefined
    const word = dice() < 0.5 ? target.first[0] : target.last.at(-1)
    if (!word || word.length < 3) return undefined
    const q = word.slice(0, 2 + Math.floor(dice() * (word.length - 2)))
    return { q, isMeant: begins(q) }
  },
  'last word begun': (target, dice) => {
    const surname = target.last[0] ?? ''
    if (!target.latin || surname.length < 3) return undefined
    const q = `${target.first[0]} ${surname.slice(0, 1 + Math.floor(dice() * (surname.length - 1)))}`
    return { q, isMeant: begins(q) }
  },
  'both words begun': (target, dice) => {
    const given = target.first[0] ?? ''
    const surname = target.last.at(-1) ?? ''
    if (!target.latin || given.length < 4 || surname.length < 4) return undefined
    const parts = [given.slice(0, 2 + Math.floor(dice() * 2)), surname.slice(0, 3 + Math.floor(dice() * 2))]
    const q = (dice() < 0.5 ? parts : parts.reverse()).join(' ')
    return { q, isMeant: begins(q) }
  },
  'a slip in one word': (target, dice, allWords) => slipped(target, dice, allWords, 1),
  'a slip in both words': (target, dice, allWords) => slipped(target, dice, allWords, 2),
  'a slip in a surname alone': (target, dice, allWords) => {
    const surname = target.last[0] ?? ''
    if (!target.latin || target.last.length > 1 || surname.length < 5) return undefined
    const q = slip(surname, dice)
    if (!isMisspelt(q, allWords)) return undefined
    return { q, isMeant: (one) => one.words.some((word) => apart(q, word) <= 1) }
  },
  'a slip late in a long word': (target, dice, allWords) => {
    const surname = target.last[0] ?? ''
    if (!target.latin || target.last.length > 1 || surname.length < 9) return undefined
    const at = surname.length - 2
    const q =
      dice() < 0.5
        ? `${surname.slice(0, at)}${surname.slice(at + 1)}`
        : `${surname.slice(0, at)}${surname[at + 1]}${surname[at]}`
    if (q === surname || !isMisspelt(q, allWords)) return undefined
    return { q, isMeant: (one) => one.words.some((word) => apart(q, word) <= 1) }
  },
  'accents left out': (target) => {
    const name = `${target.firstName} ${target.lastName}`
    const q = fold(name)
    if (q === name.toLowerCase()) return undefined
    return { q, isMeant: sameName(target) }
  },
  'umlauts written out': (target) => {
    const q = `${target.firstName} ${target.lastName}`
      .toLowerCase()
      .replace(/[äöü]/g, (letter) => `${letter === 'ä' ? 'a' : letter === 'ö' ? 'o' : 'u'}e`)
    if (q === `${target.firstName} ${target.lastName}`.toLowerCase()) return undefined
    return {
      q,
      isMeant: (one) => sameName(target)(one) || `${one.first.join(' ')} ${one.last.join(' ')}` === fold(q),
    }
  },
  'a double surname or one with a particle, as one word': (target) => {
    if (target.last.length < 2 || !target.latin) return undefined
    const q = joined(target.last)
    return { q, isMeant: (one) => joined(one.last) === q || one.localWords.some((word) => word === q) }
  },
  'a part of a double surname, with the first name': (target, dice) => {
    if (target.last.length < 2 || !target.latin) return undefined
    const q = `${target.first[0]} ${pick(dice, target.last)}`
    return { q, isMeant: begins(q) }
  },
  'hyphens and apostrophes left out': (target) => {
    if (!/['’-]/.test(target.lastName)) return undefined
    const q = target.lastName.toLowerCase().replace(/['’-]/g, '')
    return { q, isMeant: (one) => joined(one.last) === fold(q).replace(/ /g, '') }
  },
  'names without blanks': (target, dice) => {
    if (target.latin) return undefined
    const whole = `${target.lastName}${target.firstName}`
    const roll = dice()
    const q = roll < 0.5 ? whole : roll < 0.75 ? target.firstName : `${target.lastName} ${target.firstName}`
    const plain = q.replace(' ', '')
    return { q, isMeant: (one) => `${one.lastName}${one.firstName}`.includes(plain) }
  },
  'a whole domain': (target) => ({ q: target.host, isMeant: (one) => one.host === target.host }),
  'a name and a whole domain': (target) => {
    const surname = target.last[0] ?? ''
    if (!target.latin || surname.length < 3) return undefined
    return {
      q: `${surname} ${target.host}`,
      isMeant: (one) => one.host === target.host && begins(surname)(one),
    }
  },
  'an address begun': (target, dice) => {
    const q = target.email.slice(0, 4 + Math.floor(dice() * (target.email.length - 4)))
    return { q, isMeant: (one) => one.email.startsWith(q) }
  },
  'an address': (target, dice) => ({
    q: dice() < 0.5 ? target.email : ` ${target.email.toUpperCase()}`,
    isMeant: (one) => one.id === target.id,
  }),
  'a number from its end': (target, dice) => {
    const digits = target.mobile?.slice(-(4 + Math.floor(dice() * 5)))
    if (!digits) return undefined
    return { q: digits, isMeant: (one) => one.mobile?.includes(digits) ?? false }
  },
  'a number as it is dialled at home': (target, dice) => {
    const code = /^\+(?:44|49|46|34|31|971|234|86|82|81)/.exec(target.mobile ?? '')?.[0]
    if (!target.mobile || !code) return undefined
    const national = target.mobile.slice(code.length)
    const shown = dice() < 0.5 ? national : `${national.slice(0, 3)} ${national.slice(3)}`
    return { q: `0${shown}`, isMeant: (one) => one.mobile === target.mobile }
  },
  'a number with its country': (target, dice) => {
    const number = target.mobile
    if (!number) return undefined
    const q =
      dice() < 0.5 ? `${number.slice(0, 3)} ${number.slice(3, 8)} ${number.slice(8)}` : `00${number.slice(1)}`
    return { q, isMeant: (one) => one.mobile === number }
  },
  'an id': (target) => ({ q: target.id, isMeant: (one) => one.id === target.id }),
}

function slipped(target: Read, dice: () => number, allWords: ReadonlySet<string>, count: 1 | 2) {
  const given = target.first[0] ?? ''
  const surname = target.last[0] ?? ''
  const single = target.first.length === 1 && target.last.length === 1
  if (!target.latin || !single || given.length < 4 || surname.length < 4) return undefined
  const inFirst = count === 2 || dice() < 0.5
  const inLast = count === 2 || !inFirst
  const typed = [inFirst ? slip(given, dice) : given, inLast ? slip(surname, dice) : surname]
  // Of words that begin or are a real name nobody can know that they are slips.
  const original = [given, surname]
  if (typed.some((word, at) => word !== original[at] && !isMisspelt(word, allWords))) return undefined
  if (typed.join() === original.join()) return undefined
  return {
    q: typed.join(' '),
    isMeant: (one: Read) => typed.every((word) => one.words.some((mine) => apart(word, mine) <= 1)),
  }
}

const isMisspelt = (word: string, allWords: ReadonlySet<string>) =>
  word.length >= 3 && ![...allWords].some((known) => known.startsWith(word))

/** A letter missing, wrong, too many, or two of them the wrong way round. */
function slip(word: string, dice: () => number): string {
  const at = Math.floor(dice() * word.length)
  const letter = 'abcdefghijklmnopqrstuvwxyz'[Math.floor(dice() * 26)] ?? 'x'
  switch (Math.floor(dice() * 4)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1)
    case 1:
      return word.slice(0, at) + letter + word.slice(at + 1)
    case 2:
      return word.slice(0, at) + letter + word.slice(at)
    default:
      return at + 1 < word.length ? word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) : word
  }
}

/** By how many slips two words are apart; 2 stands for more as well. */
function apart(a: string, b: string): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > 1) return 2
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  const restA = a.slice(from)
  const restB = b.slice(from)
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return 1
  const turned = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return turned ? 1 : 2
}

function readPerson(person: Known): Read {
  const [local = '', host = ''] = person.email.split('@')
  const first = wordsOf(person.firstName)
  const last = wordsOf(person.lastName)
  return {
    ...person,
    first,
    last,
    words: [...first, ...last],
    local,
    localWords: [local, ...local.split('.'), ...local.split(/[.\d]+/)].filter(Boolean),
    host,
    latin: /^[a-z\s]+$/.test([...first, ...last].join(' ')),
  }
}

const wordsOf = (name: string) =>
  fold(name)
    .split(/[\s'’-]+/)
    .filter(Boolean)

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[łøıæđ]/g, (letter) => ({ ł: 'l', ø: 'o', ı: 'i', æ: 'ae', đ: 'd' })[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
}
