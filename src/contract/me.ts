import * as z from 'zod/mini'
import { ApprovalState } from './approval-requests.ts'
import { RequestId, SessionId, TenantId, UserId } from './ids.ts'
import { Instant, line, Nothing, operation } from './operation.ts'
import { AdminRoleName } from './users.ts'

/** How a person renews the proof of a session: by a passkey, on the phone, by the password, or by signing in again (`/sign-in?prove=1`). */
export const ProofWay = z.enum(['passkey', 'phone', 'password', 'sign-in'])
export type ProofWay = z.output<typeof ProofWay>

/** Who is signed in, where, and what they may do: what the console needs to draw its frame. */
export const Me = z.object({
  user: z.object({
    id: UserId,
    name: z.string(),
    email: z.string(),
    adminRole: z.nullable(AdminRoleName),
  }),
  /** `provedAt` lies far back in a session that began by less than this person can prove. */
  session: z.object({ id: SessionId, expiresAt: Instant, provedAt: Instant }),
  /** The ways of this person, the one to offer first at the front; never empty. */
  proofs: z.array(ProofWay),
  /** Whether they have a passkey: administrators are asked to add one. */
  hasPasskey: z.boolean(),
  /** Cases that wait for an administrator; null for those who may not see them. */
  openCases: z.nullable(z.int()),
  /** That texts are running out today: all, or those that browsers unknown to a person may have sent. Null while they are not, and for those who may not know. */
  fewTexts: z.nullable(z.object({ whose: z.enum(['all', 'strangers']), used: z.int(), perDay: z.int() })),
  permissions: z.array(z.string()),
  organisation: z.object({
    id: TenantId,
    name: z.string(),
    slug: z.string(),
    baseUrl: z.string(),
    /** Its people are made up, for looking around. */
    sample: z.optional(z.boolean()),
  }),
  /** Where mail goes: a mail server, the page `/inbox` on this computer, or nowhere. */
  mail: z.enum(['smtp', 'inbox', 'none']),
  /** Whether short messages can be sent. */
  sms: z.enum(['http', 'none']),
  /** Whether phones can be enrolled at this address (https, or localhost). */
  enrolment: z.enum(['ok', 'needs-https']),
})
export type Me = z.output<typeof Me>

export const getMe = operation({
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in',
  permission: 'self',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: Me,
  problems: [],
})

/** Another organisation of the same person, in which they administer too. */
export const listOwnOrganisations = operation({
  method: 'GET',
  path: '/me/organisations',
  summary: 'The organisations that one administers with the same identity, this one among them',
  permission: 'self',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: z.object({
    items: z.array(z.object({ id: TenantId, name: z.string(), baseUrl: z.string(), current: z.boolean() })),
  }),
  problems: [],
})

export const signOut = operation({
  method: 'DELETE',
  path: '/me/session',
  summary: 'End one’s own session',
  permission: 'self',
  access: 'write',
  params: Nothing,
  body: Nothing,
  result: Nothing,
  problems: [],
})

/** An approval on one's own phone that renews the proof of the session. */
export const StepUp = z.object({
  id: RequestId,
  state: ApprovalState,
  why: z.nullable(z.string()),
  /** What to type on the phone; null once it ended. */
  number: z.nullable(z.string()),
  /** The content of the QR code, for a phone that got no push; null once it ended. */
  qr: z.nullable(z.string()),
  expiresAt: Instant,
})
export type StepUp = z.output<typeof StepUp>

export const beginStepUp = operation({
  method: 'POST',
  path: '/me/step-ups',
  summary: 'Ask for an approval on one’s own phone',
  permission: 'self',
  access: 'write',
  params: Nothing,
  /** What it is for, in words shown on the phone. */
  body: z.strictObject({ reason: line(100) }),
  result: StepUp,
  problems: ['rate-limited'],
})

/** Reading an approved one redeems it: the session's proof is renewed, once. */
export const finishStepUp = operation({
  method: 'POST',
  path: '/me/step-ups/{requestId}',
  summary: 'See how a step-up stands; an approved one renews the proof of this session',
  permission: 'self',
  access: 'write',
  params: z.strictObject({ requestId: RequestId }),
  body: Nothing,
  result: StepUp,
  problems: ['approval-request-not-found', 'request-ended'],
})

/** For somebody without a phone: what proves them best is what they sign in with. */
export const stepUpByPassword = operation({
  method: 'POST',
  path: '/me/password-proofs',
  summary: 'Renew the proof of this session by one’s own password; only for people without a phone',
  permission: 'self',
  access: 'write',
  params: Nothing,
  body: z.strictObject({ password: z.string().check(z.minLength(1), z.maxLength(1024)) }),
  result: z.object({ provedAt: Instant }),
  problems: ['password-wrong', 'rate-limited', 'step-up-required', 'unavailable'],
})
