import { record } from '../audit/record.ts'
import { countUnheard } from '../devices/count-unheard.ts'
import type { Ground, Work } from '../work.ts'
import { advanceStatusKey, readInstallation } from './installation.sql.ts'
import { makeStatusKey } from './installation.ts'

/**
 * Whom a rotation would leave behind: phones that have not been heard of since they could learn of the next key. They would believe this
 * server nothing more of their standing, whatever it is; their sign-ins go on.
 */
export async function planStatusRotation(ground: Ground): Promise<{ since: Date; unheard: number }> {
  const since = (await readInstallation(ground.database))?.nextStatusSince
  if (!since) throw new Error('the installation has no next status key')
  return { since, unheard: await countUnheard(ground, { since }) }
}

/**
 * The key that phones were told of as the next one signs from now on, and they are told of a new next one. It belongs to the whole
 * installation: the unit's organisation, the first, keeps the record.
 */
export async function rotateStatusKey(work: Work): Promise<{ kid: string }> {
  const { kid = '' } = await advanceStatusKey(work, await makeStatusKey(work.keys))
  await record(work, 'signing-key.rotated', { kid, use: 'status' })
  work.notify('status-key', kid)
  return { kid }
}
