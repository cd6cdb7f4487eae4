import type { SessionId, TenantId } from '#contract/ids.ts'
import { permissionsOf } from '#contract/permissions.ts'
import { newId } from '#platform/id.ts'
import { removeFromOrganisation } from '../departures/remove-from-organisation.ts'
// biome-ignore lint/style/noRestrictedImports: the jobs of the domain, not the room of that name
import { createJob } from '../jobs/create-job.ts'
import { applyMerge } from '../merging/apply-merge.ts'
import { lookAtMerge } from '../merging/preview-merge.ts'
import { deactivateUser } from '../users/deactivate-user.ts'
import { getUser } from '../users/get-user.ts'
import { updateUser } from '../users/update-user.ts'
import type { Actor, Work } from '../work.ts'
import { offices, userAgents } from './offices.ts'
import type { Planned } from './plan.ts'
import { dropMessages } from './sample.sql.ts'
import type { Ending } from './story.ts'

/** What an administrator of the story does, by the very functions that an administrator of today does it with. Nobody is written to. */
export async function endOne(work: Work, ending: Ending, people: readonly Planned[]): Promise<void> {
  const { id: userId } = named(people, ending.who)
  switch (ending.act) {
    case 'suspend': {
      const { reason, message, forDays } = ending
      const until = forDays === undefined ? undefined : new Date(work.now.getTime() + forDays * 86_400_000)
      await deactivateUser(work, {
        userId,
        kind: 'suspension',
        reason,
        ...(message && { message }),
        ...(until && { until }),
      })
      break
    }
    case 'offboard':
      await deactivateUser(work, { userId, kind: 'offboarding', reason: ending.reason })
      break
    case 'investigate':
      await deactivateUser(work, { userId, kind: 'investigation', reason: ending.reason })
      break
    case 'remove':
      await removeFromOrganisation(work, { userId, reason: ending.reason })
      break
    case 'promote': {
      const { version } = await getUser(work, { userId })
      await updateUser(work, { userId, ifMatch: version, adminRole: 'user-admin' })
      break
    }
    case 'verify-emails': {
      // Done by whichever process runs bulk acts, as those of today are.
      const others = people.filter(({ turn }) => turn === ending.turn).map(({ id }) => id)
      const selection = { userIds: [userId, ...others] }
      await createJob(work, { act: { act: 'verify-email' }, selection }, 'none')
      break
    }
    case 'merge': {
      const pair = { sourceId: userId, targetId: named(people, ending.into).id }
      await applyMerge(work, await lookAtMerge(work, { ...pair, hold: true }))
      break
    }
  }
  await dropMessages(work)
}

/** Somebody of the story by their key. */
export function named(people: readonly Planned[], key: string): Planned {
  const found = people.find((one) => one.key === key)
  if (!found) throw new Error(`the story has nobody called ${key}`)
  return found
}

/** A made-up administrator at work, who has just proved who they are. */
export function actorOf(admin: Planned, tenantId: TenantId, at: Date): Actor {
  const adminRole = admin.adminRole ?? 'user-admin'
  return {
    kind: 'user',
    tenantId,
    id: admin.id,
    adminRole,
    permissions: new Set(permissionsOf[adminRole]),
    // An id that carries its brand from here on; no such session is stored.
    session: { id: newId(at) as SessionId, provedAt: at },
    origin: {
      ip: `${offices[0]?.network ?? '192.0.2'}.21`,
      userAgent: userAgents[1] ?? '',
      requestId: 'sample-data',
    },
  }
}
