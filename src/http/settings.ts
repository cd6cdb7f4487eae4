import { Problem } from '#contract/problem.ts'
import type * as contract from '#contract/settings.ts'
import type { SettingSection, SettingValue } from '#contract/settings.ts'
import { getSettings } from '#domain/settings/get-settings.ts'
import { updateSetting } from '#domain/settings/update-setting.ts'
import type { Work } from '#domain/work.ts'
import type { Handlers } from './mount.ts'

/** A change of one section. */
const change =
  <S extends SettingSection>(section: S) =>
  (work: Work, { body, ifMatch }: { body: SettingValue<S>; ifMatch?: number }) => {
    if (ifMatch === undefined) throw new Problem('precondition-required')
    return updateSetting(work, { section, value: body, ifMatch })
  }

export const settings: Handlers<typeof contract> = {
  getSettings: (work) => getSettings(work),
  updatePasswordPolicy: change('password'),
  updateSignInPolicy: change('sign-in'),
  updateSessionPolicy: change('session'),
  updateLifecyclePolicy: change('lifecycle'),
  updateDevicePolicy: change('devices'),
  updateTexts: change('texts'),
}
