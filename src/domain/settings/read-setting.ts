import * as z from 'zod/mini'
import { type SettingSection, type SettingValue, settingSections } from '#contract/settings.ts'
import type { Work } from '../work.ts'
import { findSettings, type StoredSetting } from './settings.sql.ts'

/** A unit sees one state of the settings, and reads it once. */
const readBy = new WeakMap<Work['db'], Promise<StoredSetting[]>>()

/** What the organisation decided in this section, with the default wherever it decided nothing. */
export async function readSetting<S extends SettingSection>(
  work: Work,
  section: S,
): Promise<SettingValue<S>> {
  return settingOf(section, await readStored(work))
}

/**
 * Reads the settings together with what the unit reads at the same moment. Only for speed: `readSetting` reads them otherwise.
 */
export function expectSettings(work: Work): void {
  // Whoever needs them hears of the failure.
  readStored(work).catch(() => {})
}

function readStored(work: Work): Promise<StoredSetting[]> {
  const stored = readBy.get(work.db) ?? findSettings(work)
  readBy.set(work.db, stored)
  return stored
}

/** The section as it stands among what is stored. */
export function settingOf<S extends SettingSection>(
  section: S,
  stored: readonly StoredSetting[],
): SettingValue<S> {
  const row = stored.find((one) => one.section === section)
  // The compiler loses the tie between a section's name and its schema.
  return z.parse(settingSections[section] as z.ZodMiniType, row?.value ?? {}) as SettingValue<S>
}

/** Forgets what this unit read: it has just changed it. */
export function forgetSettings(work: Work): void {
  readBy.delete(work.db)
}
