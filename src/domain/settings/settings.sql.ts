import type { TenantId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { SettingSection } from '#contract/settings.ts'
import { builtOnce } from '#platform/built-once.ts'
import type { Work } from '../work.ts'

export interface StoredSetting {
  readonly section: SettingSection
  readonly value: JsonValue
  readonly version: number
  readonly updatedAt: Date
}

/** Those sections that somebody changed. There are a handful. */
export function findSettings(work: Work): Promise<StoredSetting[]> {
  return stored(work.db, { tenantId: work.base.tenantId })
}

const stored = builtOnce((db: Work['db'], { tenantId }: { tenantId: TenantId }) =>
  db
    .selectFrom('tenantSettings')
    .select(['section', 'value', 'version', 'updatedAt'])
    .where('tenantId', '=', tenantId),
)

/**
 * Stores a section in place of the version that the caller saw; version 0 is one that nobody stored yet.
 *
 * @returns the new version, or undefined where somebody else was quicker
 */
export async function saveSetting(
  work: Work,
  { section, value, seen }: { section: SettingSection; value: string; seen: number },
): Promise<number | undefined> {
  const { tenantId } = work.base
  if (seen === 0) {
    const inserted = await work.db
      .insertInto('tenantSettings')
      .values({ tenantId, section, value, updatedAt: work.now })
      .onConflict((conflict) => conflict.columns(['tenantId', 'section']).doNothing())
      .returning('version')
      .executeTakeFirst()
    return inserted?.version
  }
  const updated = await work.db
    .updateTable('tenantSettings')
    .set((eb) => ({ value, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', tenantId)
    .where('section', '=', section)
    .where('version', '=', seen)
    .returning('version')
    .executeTakeFirst()
  return updated?.version
}
