import * as z from 'zod/mini'
import type { getDeactivationReceipt as contract } from '#contract/departures.ts'
import type { UserId } from '#contract/ids.ts'
import type { Result } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import type { EndedItem } from '../users/end-everything.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { findSurvivors, insertReceipt, latestReceipt } from './receipts.sql.ts'

/** As it is stored: JSON has no instants. */
const Kept = z.array(
  z.object({
    kind: z.enum(['session', 'token', 'request', 'setup-code', 'password-link', 'override', 'push']),
    id: z.string(),
    name: z.string(),
    endsAt: z.nullable(z.string()),
  }),
)

/** Keeps what a deactivation found to end, in its own transaction. */
export function keepReceipt(
  work: Work,
  { userId, items }: { userId: UserId; items: readonly EndedItem[] },
): Promise<void> {
  return insertReceipt(work, userId, JSON.stringify(items))
}

/**
 * What the last deactivation ended, looked at again now: what lives against all that is `failed`, an access token is `pending` until
 * its own end, since an application that does not ask us may believe it for as long.
 *
 * @throws {Problem} `user-not-found`, `receipt-not-found`
 */
export async function getDeactivationReceipt(
  work: Work,
  { userId }: { userId: UserId },
): Promise<Result<typeof contract>> {
  await getUser(work, { userId })
  const receipt = await latestReceipt(work, userId)
  if (!receipt) throw new Problem('receipt-not-found')
  const items = z.parse(Kept, receipt.items)
  const idsOf = (kind: EndedItem['kind']) => items.filter((item) => item.kind === kind).map(({ id }) => id)
  const survivors = await findSurvivors(work, { sessions: idsOf('session'), messages: idsOf('push') })
  return {
    at: receipt.at,
    items: items.map(({ kind, id, name, endsAt }) => {
      const ends = endsAt === null ? null : new Date(endsAt)
      if (ends && ends > work.now) {
        const detail =
          'Refused wherever it is checked here; an application that keeps it may accept it until then.'
        return { kind, name, state: 'pending' as const, endsAt: ends, detail }
      }
      if (survivors.has(id))
        return { kind, name, state: 'failed' as const, endsAt: null, detail: failed[kind] }
      return { kind, name, state: 'done' as const, endsAt: null, detail: null }
    }),
  }
}

const failed: Record<EndedItem['kind'], string | null> = {
  session: 'It is open. End it under Sessions.',
  push: 'It was on its way already; approving it leads nowhere.',
  token: null,
  request: null,
  'setup-code': null,
  'password-link': null,
  override: null,
}
