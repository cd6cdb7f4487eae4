import * as z from 'zod/mini'
import { CaseId, DeviceId, RequestId, UserId } from './ids.ts'
import { Instant, Nothing, operation, pageOf, prose } from './operation.ts'
import { AdminRoleName } from './users.ts'

/** The end of a pause that somebody has to end: an administrator by closing the case, or the person. */
export const pauseWithoutEnd = new Date('9999-12-31T00:00:00Z')

/** Something that an administrator has to look at: a person said "It wasn't me", or a device's key was used twice. */
export const Case = z.object({
  id: CaseId,
  kind: z.enum(['sign-in-reported', 'device-key-copied']),
  state: z.enum(['open', 'closed']),
  user: z.object({ id: UserId, name: z.string(), email: z.string(), adminRole: z.nullable(AdminRoleName) }),
  openedAt: Instant,
  /** How often it happened while this case was open, and when last: a person has one open case of a kind at most. */
  reports: z.int(),
  lastReportAt: Instant,
  closedAt: z.nullable(Instant),
  closedBy: z.nullable(z.string()),
  note: z.nullable(z.string()),
  /** Of a reported request: what was asked, from where; of several the first. Null also once it has been forgotten. */
  request: z.nullable(
    z.object({
      id: RequestId,
      application: z.string(),
      browser: z.string(),
      ip: z.string(),
      place: z.nullable(z.string()),
      reference: z.nullable(z.string()),
      at: Instant,
      /** Whether the person signed in from that browser before. */
      knownBrowser: z.boolean(),
    }),
  ),
  device: z.nullable(z.object({ id: DeviceId, name: z.string() })),
  /** Until when no request rings their phone; null where it rings. */
  pushesPausedUntil: z.nullable(Instant),
})
export type Case = z.output<typeof Case>

export const listCases = operation({
  method: 'GET',
  path: '/cases',
  summary: 'Cases, open ones first, the newest first',
  permission: 'cases:read',
  access: 'read',
  params: Nothing,
  body: z.strictObject({
    state: z.optional(z.enum(['open', 'closed'])),
    userId: z.optional(UserId),
    /** Only this one. */
    caseId: z.optional(CaseId),
    after: z.optional(z.string().check(z.maxLength(600))),
  }),
  result: z.extend(pageOf(Case), {
    /** How many are open, at most a thousand. */
    open: z.int(),
  }),
  problems: [],
})

export const closeCase = operation({
  method: 'POST',
  path: '/cases/{caseId}/closure',
  summary: 'Close a case with a note; pushes that it paused go on',
  permission: 'cases:write',
  access: 'write',
  params: z.strictObject({ caseId: CaseId }),
  body: z.strictObject({ note: prose(2000) }),
  result: Case,
  /** `own-case`: about oneself, while there is another administrator who may close it. */
  problems: ['case-not-found', 'case-closed', 'higher-rank', 'own-case'],
})

export const resumePushes = operation({
  method: 'POST',
  path: '/users/{userId}/pushes/resumption',
  summary: 'Let sign-in requests ring this person’s phone again',
  permission: 'cases:write',
  access: 'write',
  params: z.strictObject({ userId: UserId }),
  body: Nothing,
  result: Nothing,
  /** `case-open`: of oneself, as on the account page. */
  problems: ['user-not-found', 'higher-rank', 'case-open'],
})
