import type { ApplicationId, UserId } from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import type { HashedPassword } from '#platform/password-hasher.ts'
import type { Work } from '../work.ts'
import type { Company } from './company.ts'
import type { Planned } from './plan.ts'
import type { PastEvent, Rows } from './rows.ts'

export interface Surroundings {
  readonly company: Company
  /** Who adds people. */
  readonly adminId: UserId
  /** A few, of passwords that nobody was told: hashing one for each would take minutes. */
  readonly hashes: readonly HashedPassword[]
}

/** What is settled about one made-up person before anything is told of them. */
export interface OneLife {
  readonly work: Work
  readonly rows: Rows
  readonly who: Planned
  readonly around: Surroundings
  /** The same for the same person: what they have and did does not change from one filling to the next. */
  readonly dice: () => number
  readonly event: (one: PastEvent) => void
  /** Where they sit, and where whoever added them does. */
  readonly from: PastEvent['from']
  readonly office: PastEvent['from']
  readonly joinedAt: Date
  readonly isVerified: boolean
  readonly did: string | null
}

/** A sign-in of theirs that went through. */
export interface Seen {
  readonly at: Date
  readonly applicationId: ApplicationId | null
  readonly method: SignInMethod
}

export const minute = 60_000
export const nobody = { kind: 'nobody', id: null } as const
