import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { lockDueReplaced } from './devices.sql.ts'
import { takeAway } from './remove-device.ts'

/** Removes the phones of a person that others were restored in the place of and whose days are over. Looks again whether they are. */
export async function removeReplaced(work: Work, { userId }: { userId: UserId }): Promise<number> {
  const due = await lockDueReplaced(work, userId)
  for (const device of due) await takeAway(work, device, 'replaced')
  return due.length
}
