import type { UserId } from '#contract/ids.ts'
import { cancelApprovals } from '../approvals/cancel-approvals.ts'
import { expectEventsAbout } from '../audit/record.ts'
import { unsealPush } from '../outbox/payload.ts'
import { endOverride } from '../overrides/end-override.ts'
import { endRestores } from '../restores/end-restores.ts'
import { endEverySession } from '../sessions/end-every-session.ts'
import { browserIn } from '../sessions/list-sessions.ts'
import type { Work } from '../work.ts'
import {
  dropMessages,
  liveSessions,
  liveTokens,
  openRequests,
  voidOpenChanges,
  voidOpenClaims,
  voidOpenLinks,
  waitingPushes,
} from './end-everything.sql.ts'

/** One thing that was ended, as a receipt names it. */
export interface EndedItem {
  readonly kind: 'session' | 'token' | 'request' | 'setup-code' | 'password-link' | 'override' | 'push'
  readonly id: string
  readonly name: string
  /** Of an access token: an application that does not ask us believes it until then. */
  readonly endsAt: Date | null
}

/**
 * Ends whatever lets a person in or on: sessions with their tokens, requests on their phone, setup codes, restores, an override, mailed links to set a password or
 * to confirm an address, and sign-in pushes that have not gone out. Devices, accounts, password and provider links are left alone.
 *
 * The caller holds the user's row. The second time there is nothing left to end.
 *
 * @returns how many of each; `links` are password links
 */
export async function endEverything(
  work: Work,
  { userId, why }: { userId: UserId; why: 'deactivated' | 'merged' },
): Promise<{
  sessions: number
  requests: number
  claims: number
  links: number
  items: EndedItem[]
}> {
  expectEventsAbout(work, userId)
  // They are run in this order, in one round trip: what there is to end is read before it is ended.
  const [pushes, openSessions, tokens, waiting, requests, sessions, claims, links, , , overrides] =
    await Promise.all([
      dropSignInPushes(work, userId, why),
      liveSessions(work, userId),
      liveTokens(work, userId),
      openRequests(work, userId),
      cancelApprovals(work, { userId, why: `user-${why}` }),
      endEverySession(work, { userId, why }),
      voidOpenClaims(work, userId),
      voidOpenLinks(work, userId),
      voidOpenChanges(work, userId),
      // What was shown for one before must not go on after a reactivation.
      endRestores(work, { userId }),
      endOverride(work, { userId, why: 'revoked' }),
    ])
  for (const { id } of claims) work.notify('claim', id)
  const items: EndedItem[] = [
    ...openSessions.map(({ id, userAgent, place }) => ({
      kind: 'session' as const,
      id,
      name: place ? `${browserIn(userAgent)}, ${place}` : browserIn(userAgent),
      endsAt: null,
    })),
    ...tokens.map(({ id, name, endsAt }) => ({ kind: 'token' as const, id, name, endsAt })),
    ...waiting.map(({ id, applicationName: name }) => ({
      kind: 'request' as const,
      id,
      name,
      endsAt: null,
    })),
    ...claims.map(({ id, kind }) => ({
      kind: 'setup-code' as const,
      id,
      name: kind === 'mail' ? 'Invitation by mail' : 'Setup code on screen',
      endsAt: null,
    })),
    ...links.map(({ id }) => ({
      kind: 'password-link' as const,
      id,
      name: 'Link to set a password',
      endsAt: null,
    })),
    ...overrides.map((id) => ({
      kind: 'override' as const,
      id,
      name: 'Administrative override',
      endsAt: null,
    })),
    ...pushes.map(({ id, name }) => ({ kind: 'push' as const, id, name, endsAt: null })),
  ]
  return { sessions, requests, claims: claims.length, links: links.length, items }
}

/** Only the bells: what silences one, or tells a phone that it was removed, still has to arrive. */
async function dropSignInPushes(work: Work, userId: UserId, why: string) {
  const waiting = await waitingPushes(work, userId)
  const bells = waiting.filter(
    ({ id, payloadSealed }) =>
      payloadSealed && unsealPush(work.keys, work.base.tenantId, id, payloadSealed).message.t === 'request',
  )
  await dropMessages(
    work,
    bells.map(({ id }) => id),
    why,
  )
  return bells
}
