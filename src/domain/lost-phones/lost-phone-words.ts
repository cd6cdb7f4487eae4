import type { LostPhoneStep } from '#contract/lost-phones.ts'
import { type ProblemCode, problems } from '#contract/problem.ts'

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** How many of something were ended; none is no reason to worry. */
export const ended = (step: LostPhoneStep['step'], count: number, what: string): LostPhoneStep =>
  count > 0
    ? { step, state: 'done', detail: `${counted(count, what)} ended.` }
    : { step, state: 'skipped', detail: `No ${what} was open.` }

/** Why the way on could not be given. */
export const failureOf = (code: ProblemCode): string =>
  `Not issued: ${problems[code].title.replace(/\.$/, '')}.`
