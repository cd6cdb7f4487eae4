import * as z from 'zod/mini'
import { UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'
import { User } from './users.ts'

/** What a merge would do, told before it is done. */
export const MergePreview = z.object({
  source: User,
  target: User,
  sessions: z.object({ moved: z.int(), ended: z.int() }),
  devices: z.object({
    moved: z.int(),
    /** Names of those that are removed and told so. */
    removed: z.array(z.string()),
  }),
  /** Names of those that end: a passkey names its person, and cannot move. */
  passkeys: z.array(z.string()),
  /** Upstream identities that move: provider and address there. */
  links: z.array(z.object({ provider: z.string(), email: z.nullable(z.string()) })),
  /** Addresses that go on leading to the target. */
  aliases: z.array(z.string()),
  accounts: z.object({
    /** Applications where only the source had an account; what they see as subject stays. */
    moved: z.array(z.string()),
    /** Where both had one: the target's stays, and the source's subject ends. */
    ended: z.array(z.string()),
  }),
  /** Audit events that will appear under the target; exact to 10,000, `about` beyond. */
  events: z.object({ value: z.int(), about: z.boolean() }),
  password: z.enum(['none', 'target', 'source-moves', 'target-wins']),
  /** What an administrator should know before. */
  warnings: z.array(
    z.enum([
      'both-have-passwords',
      'different-phones',
      'passkeys-end',
      'roles-differ',
      'sessions-end',
      'subjects-end',
      /** One of the two was removed from an application where the other has an account: the survivor stays removed. */
      'ended-account-stays',
      'target-deactivated',
    ]),
  ),
  /** Of what was looked at: a merge of anything else is refused. */
  stamp: z.string(),
})
export type MergePreview = z.output<typeof MergePreview>

const problems = [
  'user-not-found',
  /** Carries `survivorId`. */
  'user-merged',
  'higher-rank',
  'merge-same-user',
  'cannot-merge-self',
  /** Of the target. */
  'user-removed',
  'last-owner',
] as const

export const previewMerge = operation({
  method: 'POST',
  path: '/users/{userId}/merge-preview',
  summary: 'What merging this user (the duplicate) into another would do; nothing changes',
  permission: 'users:delete',
  access: 'read',
  params: z.strictObject({ userId: UserId }),
  body: z.strictObject({ targetId: UserId }),
  result: MergePreview,
  problems,
})

export const mergeUsers = operation({
  method: 'POST',
  path: '/users/{userId}/merge',
  summary: 'Merge this user (the duplicate) into another, for good: all of it or nothing',
  permission: 'users:delete',
  access: 'write',
  params: z.strictObject({ userId: UserId }),
  body: z.strictObject({
    targetId: UserId,
    /** Of the preview that was shown. */
    stamp: z.string().check(z.maxLength(100)),
    /** The source's email, as typed. */
    confirmation: z.string().check(z.maxLength(300)),
  }),
  result: User,
  problems: [...problems, 'confirmation-mismatch', 'preview-stale'],
  stepUp: true,
})

/** Two records that may be one person. */
export const Duplicate = z.object({
  users: z.array(
    z.object({
      id: UserId,
      name: z.string(),
      email: z.string(),
      createdAt: Instant,
      lastSignInAt: z.nullable(Instant),
    }),
  ),
  /** Why they look like one, strongest first. */
  reasons: z.array(
    z.enum([
      'same-identity',
      'same-mobile',
      'same-provider-address',
      'same-personal-email',
      'same-mailbox',
      'same-name',
    ]),
  ),
})
export type Duplicate = z.output<typeof Duplicate>

export const listDuplicates = operation({
  method: 'GET',
  path: '/duplicates',
  summary: 'Records that are likely one person, with the reasons; the likeliest first, at most two hundred',
  permission: 'users:read',
  access: 'read',
  params: Nothing,
  /** `userId`: only those of this person. */
  body: z.strictObject({ userId: z.optional(UserId) }),
  result: z.object({ items: z.array(Duplicate) }),
  problems: ['user-not-found', 'user-merged'],
})
