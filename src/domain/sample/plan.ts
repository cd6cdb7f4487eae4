import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { TenantId, UserId } from '#contract/ids.ts'
import type { AdminRole } from '#contract/permissions.ts'
import { daysBefore } from './company.ts'
import { type Office, offices } from './offices.ts'
import { createDice, people } from './people.ts'
import { sampleId } from './sample-id.ts'
import { type Character, characters, type Turn } from './story.ts'

export const samplePeople = 1000
const seed = 20_261

/** What is decided about a made-up person before anything is written: the same in every run. */
export interface Planned {
  readonly n: number
  readonly key: string
  readonly id: UserId
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly mobile: string | null
  readonly personalEmail: string | null
  readonly adminRole: AdminRole | null
  readonly createdAt: Date
  readonly status: 'invited' | 'active'
  readonly turn: Turn | null
  readonly office: Office
  /** Phones, without those that are to come. */
  readonly phones: number
  readonly hasPassword: boolean
  readonly isLinked: boolean
  /** How often they sign in on a working day. */
  readonly pace: number
  /** Not seen for so many days; 31 and more: not in the month that is told. */
  readonly quietDays: number
}

/** Everybody, in the order in which they are written; the story's people first. */
export function planPeople(tenantId: TenantId, begunAt: Date): Planned[] {
  const taken = new Set(characters.map(({ email }) => email))
  const crowd: Character[] = []
  for (const one of people(samplePeople * 2, seed, 'usual')) {
    if (crowd.length === samplePeople - characters.length) break
    if (isOfTheStory(one)) continue
    const index = crowd.length
    crowd.push({
      key: `crowd-${index}`,
      firstName: one.firstName,
      lastName: one.lastName,
      email: unique(taken, one.email),
      ...mobileOf(one.mobile, index),
    })
  }
  return [...characters, ...crowd].map((character, n) => plan(tenantId, begunAt, character, n))
}

/** Whoever looks for `jsmith` is to find those of the story, and not a page of others. */
const isOfTheStory = ({ firstName, lastName }: { firstName: string; lastName: string }) =>
  lastName === 'Smith' && firstName.startsWith('J')

function unique(taken: Set<string>, email: string): string {
  const [local = '', domain = ''] = email.split('@')
  for (let number = 1; ; number++) {
    const one = number === 1 ? email : `${local}.${number}@${domain}`
    if (taken.has(one)) continue
    taken.add(one)
    return one
  }
}

/** British ones of the range that is set aside for stories; the others as they come, where they could be dialled. */
function mobileOf(mobile: string | null, index: number): { mobile?: string } {
  if (!mobile) return {}
  const told = mobile.startsWith('+447700') ? `+447700900${String(index % 900).padStart(3, '0')}` : mobile
  return parsePhoneNumberFromString(told)?.isValid() ? { mobile: told } : {}
}

const waiting: readonly (Turn | undefined)[] = ['invitation-expired', 'invited-lately', 'never-invited']
const withoutPhone: readonly (Turn | undefined)[] = [
  ...waiting,
  'no-phone',
  'phone-to-come',
  'only-provider',
  'temporary-password',
]

function plan(tenantId: TenantId, begunAt: Date, character: Character, n: number): Planned {
  const dice = createDice(seed * 1000 + n)
  const isNamed = n < characters.length
  const turn = character.turn ?? (isNamed ? undefined : turnOf(dice()))
  const createdAt = cameAt(begunAt, turn, character.adminRole ?? null, dice())
  const isWaiting = waiting.includes(turn) || (turn === 'phone-to-come' && character.adminRole !== undefined)
  const pace = dice()
  return {
    n,
    key: character.key,
    // A made-up id carries its brand from here on.
    id: sampleId(tenantId, `person ${n}`, createdAt) as UserId,
    firstName: character.firstName,
    lastName: character.lastName,
    email: character.email,
    mobile: character.mobile ?? null,
    personalEmail: character.personalEmail ?? null,
    adminRole: character.adminRole ?? null,
    createdAt,
    status: isWaiting ? 'invited' : 'active',
    turn: turn ?? null,
    office: officeOf(dice() * 100),
    phones: withoutPhone.includes(turn) ? 0 : turn === 'two-phones' ? 2 : 1,
    hasPassword:
      !isWaiting &&
      turn !== 'only-provider' &&
      (withoutPhone.includes(turn) || turn === 'must-reset' || turn === 'locked' || dice() < 0.22),
    isLinked: turn === 'only-provider' || (!isWaiting && dice() < 0.15),
    // A few every day, many now and then.
    pace: isNamed ? 0.5 : pace < 0.3 ? 0.45 : pace < 0.7 ? 0.15 : 0.04,
    quietDays: character.quietDays ?? (isNamed || dice() < 0.86 ? 0 : Math.floor(5 + dice() * 90)),
  }
}

/** Of the crowd: most just work. */
function turnOf(roll: number): Turn | undefined {
  const turns: readonly [number, Turn][] = [
    [0.02, 'invitation-expired'],
    [0.04, 'invited-lately'],
    [0.05, 'never-invited'],
    [0.07, 'two-phones'],
    [0.1, 'no-phone'],
    [0.11, 'only-provider'],
    [0.12, 'push-gone'],
    [0.126, 'phone-suspended'],
    [0.134, 'must-reset'],
    [0.137, 'temporary-password'],
    [0.14, 'locked'],
    [0.145, 'unverified'],
  ]
  return turns.find(([upTo]) => roll < upTo)?.[1]
}

function cameAt(begunAt: Date, turn: Turn | undefined, adminRole: AdminRole | null, roll: number): Date {
  // The oldest owner of an organisation is the one who set it up: a made-up one comes after them.
  if (adminRole === 'owner') return new Date(begunAt.getTime() + 1000)
  if (adminRole) return daysBefore(begunAt, 640 - roll * 60)
  if (turn === 'invitation-expired') return daysBefore(begunAt, 12 + roll * 30)
  if (turn === 'invited-lately') return daysBefore(begunAt, 0.1 + roll * 6.5)
  if (turn === 'never-invited') return daysBefore(begunAt, 1 + roll * 20)
  // What befell them took its time.
  if (turn) return daysBefore(begunAt, 40 + roll * 500)
  // One in ten is new.
  return daysBefore(begunAt, roll < 0.1 ? 0.2 + roll * 290 : 30 + roll * 540)
}

function officeOf(roll: number): Office {
  let sum = 0
  const [first] = offices
  if (!first) throw new Error('there is at least one office')
  return (
    offices.find(({ share }) => {
      sum += share
      return roll < sum
    }) ?? first
  )
}
