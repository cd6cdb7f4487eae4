import type { Result } from '#contract/operation.ts'
import type { getSettings as operation, SettingSection } from '#contract/settings.ts'
import type { Work } from '../work.ts'
import { settingOf } from './read-setting.ts'
import { findSettings } from './settings.sql.ts'

/** Every section as it stands, with its defaults and its version: 0 for what nobody changed yet. */
export async function getSettings(work: Work): Promise<Result<typeof operation>> {
  const stored = await findSettings(work)
  const about = (section: SettingSection) => {
    const row = stored.find((one) => one.section === section)
    return { version: row?.version ?? 0, updatedAt: row?.updatedAt ?? null }
  }
  return {
    password: { value: settingOf('password', stored), ...about('password') },
    'sign-in': { value: settingOf('sign-in', stored), ...about('sign-in') },
    session: { value: settingOf('session', stored), ...about('session') },
    lifecycle: { value: settingOf('lifecycle', stored), ...about('lifecycle') },
    devices: { value: settingOf('devices', stored), ...about('devices') },
    texts: { value: settingOf('texts', stored), ...about('texts') },
  }
}
