import * as z from 'zod/mini'
import type { Input } from '#contract/operation.ts'
import type { AdminRole } from '#contract/permissions.ts'
import { EmailAddress, type User, type updateUser } from '#contract/users.ts'
import { identityTexts } from '../texts/users/identity.ts'

const texts = identityTexts.errors

/** What the identity form holds while somebody types. */
export interface IdentityDraft {
  firstName: string
  lastName: string
  role: AdminRole | 'user'
  mobile: string
  personalEmail: string
  externalId: string
}

export type IdentityChange = Input<typeof updateUser>['body']
export type IdentityErrors = Partial<Record<keyof IdentityDraft, string>>

export const draftOf = (user: User): IdentityDraft => ({
  firstName: user.firstName,
  lastName: user.lastName,
  role: user.adminRole ?? 'user',
  mobile: user.mobile ?? '',
  personalEmail: user.personalEmail ?? '',
  externalId: user.externalId ?? '',
})

/** What in a draft differs from the user, or what is wrong with it. */
export function readDraft(
  draft: IdentityDraft,
  user: User,
): { change: IdentityChange } | { errors: IdentityErrors } {
  const firstName = draft.firstName.trim()
  const lastName = draft.lastName.trim()
  const personalEmail = draft.personalEmail.trim()
  const errors: IdentityErrors = {
    ...(firstName === '' && { firstName: texts.firstName }),
    ...(lastName === '' && { lastName: texts.lastName }),
    ...(personalEmail !== '' &&
      !z.safeParse(EmailAddress, personalEmail).success && { personalEmail: texts.email }),
  }
  if (Object.keys(errors).length > 0) return { errors }
  const next = {
    firstName,
    lastName,
    mobile: draft.mobile.trim() || null,
    personalEmail: personalEmail || null,
    externalId: draft.externalId.trim() || null,
    adminRole: draft.role === 'user' ? null : draft.role,
  }
  return {
    change: Object.fromEntries(
      Object.entries(next).filter(([field, value]) => value !== user[field as keyof typeof next]),
    ),
  }
}

/** What takes a change back: the same fields, as they were. */
export const takenBack = (change: IdentityChange, before: User): IdentityChange =>
  Object.fromEntries(Object.keys(change).map((field) => [field, before[field as keyof IdentityChange]]))

/** Which fields of the form stand differently in two readings of a user. */
export function differing(before: User, after: User): (keyof IdentityDraft)[] {
  const [was, is] = [draftOf(before), draftOf(after)]
  return (Object.keys(was) as (keyof IdentityDraft)[]).filter((field) => was[field] !== is[field])
}
