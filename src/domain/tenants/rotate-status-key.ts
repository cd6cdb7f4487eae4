import { record } from '../audit/record.ts'
import { countUnheard } from '../devices/count-unheard.ts'
import type { Ground, Work } from '../work.ts'
import { advanceStatusKey, readInstallation } from './installation.sql.ts'
import { makeStatusKey } from './installation.ts'

/**
 * Whom a rotation would leave behind: phones that have not been heard of since they could learn of the next key. They would believe this
 * server nothing more of their standing, whatever it is; their sign-ins go on.
 */
export async function planStatusRotation(
  ground: Ground,
): Promise<{ planned: string; since: Date; unheard: number }> {
  const { nextStatusKey, nextStatusSince: since } = (await readInstallation(ground.database)) ?? {}
  const planned = nextStatusKey?.kid
  if (!planned || !since) throw new Error('the installation has no next status key')
  return { planned, since, unheard: await countUnheard(ground, { since }) }
}

/**
 * The key that phones were told of as the next one signs from now on, and they are told of a new next one. It belongs to the whole
 * installation: the unit's organisation, the first, keeps the record.
 *
 * @param input `planned`: the key of the plan
 * @returns undefined where somebody else rotated since the plan: then it says nothing of whom this would leave behind
 */
export async function rotateStatusKey(
  work: Work,
  { planned }: { planned: string },
): Promise<{ kid: string } | undefined> {
  const moved = await advanceStatusKey(work, { planned, next: await makeStatusKey(work.keys) })
  if (!moved) return undefined
  const { kid = '' } = moved
  await record(work, 'signing-key.rotated', { kid, use: 'status' })
  work.notify('status-key', kid)
  return { kid }
}
