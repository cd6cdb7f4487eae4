import * as z from 'zod/mini'
import { ApplicationId, ProviderId, UserId } from './ids.ts'
import { Instant, operation } from './operation.ts'
import { SignInMethod } from './settings.ts'

/** What puts a failed check right: the console has a button for each. */
export const Remedy = z.enum([
  'reactivate',
  'restore',
  'send-invitation',
  'issue-claim',
  'unlock',
  'send-password-link',
  'allow-password',
  'enable-application',
  'assign-application',
  'restore-access',
  'make-admin',
  'remove-device',
  'enable-provider',
  'change-sign-in-policy',
  'add-user',
  'issue-override',
  'resume-pushes',
  'confirm-device',
  'none',
])
export type Remedy = z.output<typeof Remedy>

export const DiagnosisCheck = z.object({
  check: z.string(),
  passed: z.boolean(),
  /** Why it failed, in words for an administrator; null where it passed. */
  reason: z.nullable(z.string()),
  remedy: z.nullable(z.string()),
  /** The act that fixes it. */
  fix: z.nullable(Remedy),
})

/** Every check of the real decision, in order, on the facts of this moment. */
export const Diagnosis = z.object({
  allowed: z.boolean(),
  /** Null where the address of the sign-in belongs to nobody. */
  userId: z.nullable(UserId),
  /** What they want to reach. */
  target: z.object({ applicationId: z.nullable(ApplicationId), name: z.string() }),
  checks: z.array(DiagnosisCheck),
  failed: z.nullable(z.string()),
  /** The ways in that this person has now, and why each of the others does not serve. */
  ways: z.array(
    z.object({
      method: SignInMethod,
      providerId: z.nullable(ProviderId),
      name: z.string(),
      works: z.boolean(),
      why: z.nullable(z.string()),
      fix: z.nullable(Remedy),
    }),
  ),
  /** The sign-in that a reference code names, or their last one that failed. */
  attempt: z.nullable(
    z.object({
      reference: z.string(),
      at: Instant,
      state: z.enum(['open', 'finished', 'failed', 'expired']),
      /** How it ended, in words. */
      outcome: z.string(),
      /** As typed. */
      address: z.nullable(z.string()),
    }),
  ),
})
export type Diagnosis = z.output<typeof Diagnosis>

/** A POST that reads: an address or a reference code stays out of addresses and logs. */
export const diagnoseSignIn = operation({
  method: 'POST',
  path: '/sign-in-diagnoses',
  summary: 'Why can’t they sign in? By user, or by the reference code on their screen',
  permission: 'users:read',
  access: 'read',
  params: z.strictObject({}),
  body: z.strictObject({
    userId: z.optional(UserId),
    /** As read out: case, spaces and dashes do not matter. */
    reference: z.optional(z.string().check(z.maxLength(40))),
    /** Null: the console. Left out: the application of the reference code, else the last one that they tried. */
    applicationId: z.optional(z.nullable(ApplicationId)),
  }),
  result: Diagnosis,
  problems: ['user-not-found', 'user-merged', 'sign-in-not-found', 'application-not-found'],
})
