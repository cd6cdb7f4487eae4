import * as z from 'zod/mini'
import { ClaimId, UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'

/** What a claim is for: the first phone, another phone, a restore from a backup, or a new start after a reset. */
export const ClaimPurpose = z.enum(['enrol', 'add', 'restore', 'reset'])
export type ClaimPurpose = z.output<typeof ClaimPurpose>

/** A claim as administrators see it. The secret itself is never shown again. */
export const Claim = z.object({
  id: ClaimId,
  purpose: ClaimPurpose,
  kind: z.enum(['screen', 'mail']),
  state: z.enum(['issued', 'opened', 'spent', 'expired', 'void', 'locked']),
  issuedAt: Instant,
  expiresAt: Instant,
})
export type Claim = z.output<typeof Claim>

/** The link is also the QR code's content; `code` is its typed form. */
export const ClaimSecret = z.object({ link: z.string(), code: z.string(), expiresAt: Instant })
export type ClaimSecret = z.output<typeof ClaimSecret>

const byUser = z.strictObject({ userId: UserId })

export const issueClaim = operation({
  method: 'POST',
  path: '/users/{userId}/claims',
  summary:
    'Issue a setup code: on screen for ten minutes, or by mail for as long as the policy says. Earlier ones end.',
  permission: 'claims:write',
  access: 'write',
  params: byUser,
  body: z.strictObject({ kind: z.enum(['screen', 'mail']) }),
  result: z.object({
    claim: Claim,
    /** Shown this once and only for `screen`. */
    secret: z.nullable(ClaimSecret),
    /** Shown this once: six digits that the person needs as well, where a mail goes outside the organisation and the policy guards that. */
    guardCode: z.nullable(z.string()),
  }),
  problems: [
    'user-not-found',
    'user-deactivated',
    'higher-rank',
    'mail-not-configured',
    'needs-https',
    'first-passkey-guarded',
  ],
  stepUp: true,
})

export const listClaims = operation({
  method: 'GET',
  path: '/users/{userId}/claims',
  summary: 'The setup codes of a user, newest first, at most ten',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: z.object({ items: z.array(Claim) }),
  problems: ['user-not-found'],
})
