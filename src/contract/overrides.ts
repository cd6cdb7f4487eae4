import * as z from 'zod/mini'
import { OverrideId, UserId } from './ids.ts'
import { Instant, Nothing, operation, prose } from './operation.ts'

/** Administrative Override: a passcode that an administrator reads out, which signs a person in once, without their phone. */
export const Override = z.object({
  id: OverrideId,
  state: z.enum(['open', 'used', 'expired', 'revoked', 'locked']),
  reason: z.string(),
  issuedAt: Instant,
  expiresAt: Instant,
  usedAt: z.nullable(Instant),
  /** Who issued it; null where they are gone. */
  issuedBy: z.nullable(z.object({ id: UserId, name: z.string() })),
})
export type Override = z.output<typeof Override>

const byUser = z.strictObject({ userId: UserId })

/** How long it may be used. */
export const OverrideMinutes = z._default(z.int().check(z.minimum(10), z.maximum(480)), 60)

export const issueOverride = operation({
  method: 'POST',
  path: '/users/{userId}/overrides',
  summary:
    'Administrative Override: a one-time passcode, shown this once; an earlier open one ends, and the person is told',
  permission: 'overrides:write',
  access: 'write',
  params: byUser,
  body: z.strictObject({ reason: prose(500), minutes: OverrideMinutes }),
  /** `code`: ten Crockford characters. */
  result: z.object({ override: Override, code: z.string() }),
  /** `override-upwards`: for oneself, or an administrator of the same or a higher rank. */
  problems: [
    'user-not-found',
    'user-deactivated',
    'user-invited',
    'override-upwards',
    'higher-rank',
    'overrides-off',
  ],
  stepUp: true,
})

export const listOverrides = operation({
  method: 'GET',
  path: '/users/{userId}/overrides',
  summary: 'The overrides of a user, newest first, at most ten',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: z.object({ items: z.array(Override) }),
  problems: ['user-not-found'],
})

export const revokeOverride = operation({
  method: 'DELETE',
  path: '/users/{userId}/overrides/{overrideId}',
  summary: 'Withdraw an override that was not used',
  permission: 'overrides:write',
  access: 'write',
  params: z.strictObject({ userId: UserId, overrideId: OverrideId }),
  body: Nothing,
  result: Override,
  problems: ['user-not-found', 'override-not-found', 'higher-rank'],
})
