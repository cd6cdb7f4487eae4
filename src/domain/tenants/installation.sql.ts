import { sql } from 'kysely'
import type { Database } from '#platform/database.ts'
import type { Jwk } from '../signing-keys/generate-signing-key.ts'
import type { Tables } from '../tables.ts'
import type { Ground, Work } from '../work.ts'

/** As it is stored: the public half with its `kid`, the private one under the master key. */
export interface SealedStatusKey {
  readonly publicJwk: Jwk
  readonly privateSealed: Uint8Array
}

export function readInstallation(database: Database<Tables>) {
  return database.outside
    .selectFrom('installation')
    .select([
      'address',
      'setupCodeHash',
      'setUpAt',
      'vapidPublic',
      'vapidPrivateSealed',
      'nextStatusKey',
      'nextStatusSince',
    ])
    .executeTakeFirst()
}

/** Two processes that start at once: the first one's row stays. */
export async function insertInstallation(
  database: Database<Tables>,
  row: {
    vapidPublic: string
    vapidPrivateSealed: Uint8Array
    status: SealedStatusKey
    next: SealedStatusKey
    createdAt: Date
  },
): Promise<void> {
  const { status, next, ...rest } = row
  await database.outside
    .insertInto('installation')
    .values({
      ...rest,
      statusKey: JSON.stringify(status.publicJwk),
      statusPrivateSealed: status.privateSealed,
      ...nextColumns(next, row.createdAt),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function updateSetupCode(ground: Ground, setupCodeHash: Uint8Array): Promise<void> {
  await ground.database.outside
    .updateTable('installation')
    .set({ setupCodeHash })
    .where('only', '=', true)
    .execute()
}

/** The one set-up that counts: false for whoever comes second. */
export async function markSetUp(work: Work, address: string): Promise<boolean> {
  const { numUpdatedRows } = await work.db
    .updateTable('installation')
    .set({ address, setUpAt: work.now })
    .where('setUpAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const nextColumns = ({ publicJwk, privateSealed }: SealedStatusKey, since: Date) => ({
  nextStatusKey: JSON.stringify(publicJwk),
  nextStatusPrivateSealed: privateSealed,
  nextStatusSince: since,
})

/** Where there is none yet. Two processes that start at once: the first one's stays. */
export async function updateNextStatusKey(
  database: Database<Tables>,
  next: SealedStatusKey,
  now: Date,
): Promise<void> {
  await database.outside
    .updateTable('installation')
    .set(nextColumns(next, now))
    .where('nextStatusKey', 'is', null)
    .execute()
}

/** The two that phones are told of, still sealed. */
export async function readStatusKeys(
  work: Work,
): Promise<{ current: SealedStatusKey; next: SealedStatusKey | null }> {
  const row = await work.db
    .selectFrom('installation')
    .select(['statusKey', 'statusPrivateSealed', 'nextStatusKey', 'nextStatusPrivateSealed'])
    .executeTakeFirstOrThrow()
  const { nextStatusKey, nextStatusPrivateSealed } = row
  return {
    current: { publicJwk: row.statusKey, privateSealed: row.statusPrivateSealed },
    next:
      nextStatusKey && nextStatusPrivateSealed
        ? { publicJwk: nextStatusKey, privateSealed: nextStatusPrivateSealed }
        : null,
  }
}

/**
 * The next key signs from now on, and `next` is what phones are told of instead.
 *
 * @param input `planned`: the next key that the caller looked at. Of two at once the second would move up to a key that no phone knows.
 * @returns the key that signs now; undefined where `planned` is not the next one any more
 */
export async function advanceStatusKey(
  work: Work,
  { planned, next }: { planned: string; next: SealedStatusKey },
): Promise<Jwk | undefined> {
  const row = await work.db
    .updateTable('installation')
    .set((eb) => ({
      statusKey: eb.ref('nextStatusKey').$castTo<string>(),
      statusPrivateSealed: eb.ref('nextStatusPrivateSealed').$notNull(),
      ...nextColumns(next, work.now),
    }))
    .where(sql<string>`next_status_key ->> 'kid'`, '=', planned)
    .returning('statusKey')
    .executeTakeFirst()
  return row?.statusKey
}
