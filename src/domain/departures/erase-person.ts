import type { EventData } from '#contract/events.ts'
import type { User } from '#contract/users.ts'
import { record } from '../audit/record.ts'
import { removeEveryDevice } from '../devices/remove-every-device.ts'
import { dropIdentity } from '../identities/drop-identity.ts'
import { findMergedInto } from '../merging/merged-into.ts'
import { endEverything } from '../users/end-everything.ts'
import type { Work } from '../work.ts'
import { identityOf } from './departures.sql.ts'
import { deleteRows, destroySubjectKeys, insertTombstone } from './erase.sql.ts'

/**
 * The end of a user in this organisation: whatever lets them in ends, their phones are told, and every row about them goes. The events
 * stay; with `erase` the keys that their personal parts are sealed with are destroyed as well, also those of records that
 * were merged into this one. The last user of an identity takes it along.
 *
 * The caller holds the user, and has made sure that this may happen.
 */
export async function erasePerson(
  work: Work,
  user: User,
  { reason, erase }: { reason: EventData<'user.deleted'>['reason']; erase: boolean },
): Promise<void> {
  const userId = user.id
  const identityId = await identityOf(work, userId)
  const merged = erase ? await findMergedInto(work, { userId }) : []
  await endEverything(work, { userId, why: 'deactivated' })
  await removeEveryDevice(work, { userId, why: 'removed' })
  await record(
    work,
    'user.deleted',
    { userId, reason, erased: erase },
    { name: user.name, email: user.email },
  )
  if (erase) await record(work, 'user.erased', { userId })
  await deleteRows(work, userId)
  await insertTombstone(work, userId, reason)
  if (identityId) await dropIdentity(work, { identityId })
  // Last: what was recorded just now is sealed with the same key.
  if (erase) await destroySubjectKeys(work, [userId, ...merged])
}
