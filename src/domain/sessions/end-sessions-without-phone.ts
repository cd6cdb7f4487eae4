import type { UserId } from '#contract/ids.ts'
import { readSetting } from '../settings/read-setting.ts'
import { passwordAcr, providerAcr } from '../sign-in/methods.ts'
import type { Work } from '../work.ts'
import { recordEnded } from './record-ended.ts'
import { deleteItemsOf, markEnded } from './sessions.sql.ts'

/**
 * Ends the sessions of somebody who has just become an administrator that no phone stood for, where the organisation asks its
 * administrators for one: what was enough for the person must not open the console.
 */
export async function endSessionsWithoutPhone(work: Work, { userId }: { userId: UserId }): Promise<void> {
  if ((await readSetting(work, 'sign-in')).secondFactor === 'none') return
  const ended = await markEnded(work, { userId, acrs: [passwordAcr, providerAcr] }, 'administrator')
  await deleteItemsOf(
    work,
    ended.map((session) => session.id),
  )
  await recordEnded(work, ended, 'administrator')
}
