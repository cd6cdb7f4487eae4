import * as z from 'zod/mini'
import type { AdminRole } from '#contract/permissions.ts'
import { NewUser } from '#contract/users.ts'
import { addingTexts } from '../texts/users/adding.tsx'

const texts = addingTexts.errors

/** What stands in the form. */
export interface NewPerson {
  firstName: string
  lastName: string
  email: string
  mobile: string
  personalEmail: string
  role: AdminRole | 'user'
  sendWelcomeEmail: boolean
}

export const emptyPerson: NewPerson = {
  firstName: '',
  lastName: '',
  email: '',
  mobile: '',
  personalEmail: '',
  role: 'user',
  sendWelcomeEmail: true,
}

type Errors = Partial<Record<keyof NewPerson, string>>

/** Reads the form by the contract's own schemas: a user to create, or what is wrong with which field. */
export function readNewPerson(person: NewPerson): { user: NewUser } | { errors: Errors } {
  const given = {
    firstName: person.firstName.trim(),
    lastName: person.lastName.trim(),
    email: person.email.trim(),
    mobile: person.mobile.trim() || undefined,
    personalEmail: person.personalEmail.trim() || undefined,
  }
  const errors: Errors = {}
  for (const field of ['firstName', 'lastName', 'email', 'mobile', 'personalEmail'] as const) {
    if (!z.safeParse(NewUser.shape[field], given[field]).success) errors[field] = texts[field]
  }
  if (Object.keys(errors).length > 0) return { errors }
  return {
    user: {
      firstName: given.firstName,
      lastName: given.lastName,
      email: given.email,
      ...(given.mobile && { mobile: given.mobile }),
      ...(given.personalEmail && { personalEmail: given.personalEmail }),
      adminRole: person.role === 'user' ? null : person.role,
      sendWelcomeEmail: person.sendWelcomeEmail,
    },
  }
}
