/** The parts of the settings, as they stand in the address. */
export const settingsSections = [
  'password',
  'sign-in',
  'session',
  'devices',
  'people',
  'texts',
  'admins',
] as const
export type SettingsSectionName = (typeof settingsSections)[number]

export interface SettingsSearch {
  section?: SettingsSectionName
}

export function settingsSearch(given: Record<string, unknown>): SettingsSearch {
  const section = settingsSections.find((name) => name === given.section)
  return section ? { section } : {}
}
