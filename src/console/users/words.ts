import type { ApprovalRequest, ApprovalState } from '#contract/approval-requests.ts'
import type { UserStatus } from '#contract/users.ts'
import type { BadgeTone } from '#ui/Badge.tsx'
import { countsTexts } from '../texts/users/counts.ts'
import { wordsTexts } from '../texts/users/words.ts'

/** The labels that are fixed: they read like this everywhere, in mails and in the handbook too. */
export const { labels } = wordsTexts

export const statusWords = wordsTexts.status

export const statusTones: Record<UserStatus, BadgeTone> = {
  invited: 'info',
  active: 'success',
  deactivated: 'danger',
}

export const deactivationWords = wordsTexts.deactivation

/** What each admin role is for, where one is chosen. */
export const scopeWords = wordsTexts.scope

/** When a change of role is felt. */
export const { roleLandsWhen } = wordsTexts

export const accountWords = wordsTexts.account

export const platformWords = wordsTexts.platform

export const providerKindWords = wordsTexts.providerKind

/** How somebody signed in, in a few words; what says nothing to people is left out. */
export function methodsOf(amr: readonly string[]): string {
  const isCode = amr.includes('mail') || amr.includes('sms')
  const said = amr
    .filter((name) => name !== 'mfa' && name !== 'mca' && !(isCode && name === 'otp'))
    .map((name) => wordsTexts.methods[name] ?? name)
  return [...new Set(said)].join(', ') || wordsTexts.noMethod
}

export const requestWords = wordsTexts.request

export const requestTones: Record<ApprovalState, BadgeTone> = {
  pending: 'info',
  approved: 'success',
  redeemed: 'success',
  denied: 'danger',
  reported: 'danger',
  expired: 'neutral',
  superseded: 'neutral',
  cancelled: 'neutral',
  passcode: 'success',
}

/** Why a request ended as it did; undefined where its state says it all. */
export const requestReason = ({ why, state }: Pick<ApprovalRequest, 'why' | 'state'>) =>
  why === null || why === state ? undefined : (wordsTexts.requestReason[why] ?? why)

/** Why no push went out although a phone could have had one; undefined where one did, or none could. */
export const heldBackWords = wordsTexts.heldBack

export const stepWords = wordsTexts.step

export const sessionEndWords = wordsTexts.sessionEnd

/** "1 person", "12 people". */
export const { people } = countsTexts
