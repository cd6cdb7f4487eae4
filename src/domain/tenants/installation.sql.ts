import type { Selectable } from 'kysely'
import type { Database } from '#platform/database.ts'
import type { Jwk } from '../signing-keys/generate-signing-key.ts'
import type { Tables } from '../tables.ts'
import type { Ground, Work } from '../work.ts'

export function readInstallation(
  database: Database<Tables>,
): Promise<Selectable<Tables['installation']> | undefined> {
  return database.outside
    .selectFrom('installation')
    .select([
      'only',
      'address',
      'setupCodeHash',
      'setUpAt',
      'vapidPublic',
      'vapidPrivateSealed',
      'statusKey',
      'statusPrivateSealed',
      'createdAt',
    ])
    .executeTakeFirst()
}

/** Two processes that start at once: the first one's row stays. */
export async function insertInstallation(
  database: Database<Tables>,
  row: {
    vapidPublic: string
    vapidPrivateSealed: Uint8Array
    statusKey: Jwk
    statusPrivateSealed: Uint8Array
    createdAt: Date
  },
): Promise<void> {
  await database.outside
    .insertInto('installation')
    .values({ ...row, statusKey: JSON.stringify(row.statusKey) })
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
