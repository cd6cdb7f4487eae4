import type { TenantId, UserId } from '#contract/ids.ts'
import { purgeRemoved } from '#domain/departures/delete-user.ts'
import { removeFromOrganisation } from '#domain/departures/remove-from-organisation.ts'
import { carryOutTermination } from '#domain/departures/terminate-identity.ts'
import { removeReplaced } from '#domain/devices/remove-replaced.ts'
import { expireOverride, findDueOverrides } from '#domain/overrides/expire-override.ts'
import {
  endExpiredRequests,
  findDuePurges,
  findDueReactivations,
  findDueRemovals,
  findDueReplacements,
  findOrderedTerminations,
  forgetExpired,
  keepAuditMonths,
} from '#domain/retention/forget-expired.ts'
import { reactivateUser } from '#domain/users/reactivate-user.ts'
import { type Ground, systemActor, type Tenancy, transact, type Work } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'

const roundMs = 60_000
/** Deleting is done every so many rounds. */
const sweepEvery = 10

export interface CleanUpParts {
  readonly ground: Ground
  readonly log: Log
  readonly findTenancy: (id: TenantId) => Promise<Tenancy | undefined>
}

/**
 * What time does by itself, once a minute: nothing of it is needed for a refusal, which looks at the clock itself. A termination that another
 * organisation ordered does not wait for the minute.
 */
export function startCleanUp(parts: CleanUpParts): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let round = 0
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let resting = true
  let woken = false

  function next(): void {
    clearTimeout(timer)
    resting = false
    woken = false
    running = cleanUp(parts, stopping.signal, round++ % sweepEvery === 0)
      .catch((error: unknown) =>
        parts.log.warn({ err: error }, 'clean-up did not get through; it is tried again'),
      )
      .then(() => {
        resting = true
        if (!stopping.signal.aborted) timer = setTimeout(next, woken ? 0 : roundMs).unref()
      })
  }
  const unsubscribe = parts.ground.database.hub.subscribe('termination', () => {
    woken = true
    if (resting && !stopping.signal.aborted) next()
  })
  timer = setTimeout(next, 5000).unref()
  return {
    async stop() {
      stopping.abort()
      unsubscribe()
      clearTimeout(timer)
      await running
    },
  }
}

/** One round. */
export async function cleanUp(parts: CleanUpParts, signal: AbortSignal, sweep: boolean): Promise<void> {
  const { ground, log } = parts
  await endExpiredRequests(ground)
  for (const { find, act, words } of dueActs) {
    for (const user of await find(ground)) {
      if (signal.aborted) return
      await inTime(parts, user, act, words)
    }
  }
  if (!sweep) return
  await keepAuditMonths(ground)
  const gone = await forgetExpired(ground, signal)
  if (Object.keys(gone).length > 0) log.info({ gone }, 'expired rows were deleted')
}

/** What a date does to a person. Each act looks again whether that date has come. */
const dueActs = [
  {
    find: findDueReactivations,
    act: (work: Work, userId: UserId) => reactivateUser(work, { userId, onlyIfDue: true }),
    words: 'a user could not be reactivated in time',
  },
  {
    find: findDueRemovals,
    act: (work: Work, userId: UserId) => removeFromOrganisation(work, { userId, onlyIfDue: true }),
    words: 'a user could not be removed in time',
  },
  {
    find: findDuePurges,
    act: (work: Work, userId: UserId) => purgeRemoved(work, { userId }),
    words: 'a removed user could not be deleted in time',
  },
  {
    find: findOrderedTerminations,
    act: (work: Work, userId: UserId) => carryOutTermination(work, { userId }),
    words: 'a user whom another organisation terminated could not be deleted',
  },
  {
    find: findDueReplacements,
    act: (work: Work, userId: UserId) => removeReplaced(work, { userId }),
    words: 'a replaced phone could not be removed in time',
  },
  {
    find: findDueOverrides,
    act: (work: Work, userId: UserId) => expireOverride(work, { userId }),
    words: 'an override could not be ended in time',
  },
] as const

/** In a unit of its own: one that fails keeps nobody else waiting. */
async function inTime(
  { ground, log, findTenancy }: CleanUpParts,
  due: { tenantId: TenantId; id: UserId },
  act: (work: Work, userId: UserId) => Promise<unknown>,
  words: string,
) {
  try {
    const tenancy = await findTenancy(due.tenantId)
    if (!tenancy) return
    await transact(ground, tenancy, 'write', systemActor(due.tenantId, 'clean-up'), (work) =>
      act(work, due.id),
    )
  } catch (error) {
    log.warn({ err: error, userId: due.id }, words)
  }
}
