import * as z from 'zod/mini'
import { type Application, ApplicationSettings, RedirectUri } from '#contract/applications.ts'
import { applicationSettingsTexts } from '../texts/application-settings.ts'

/** The settings as they stand in the form: lists of addresses are text, one on each line. */
export type Draft = Omit<ApplicationSettings, 'redirectUris' | 'postLogoutRedirectUris'> & {
  redirectUris: string
  postLogoutRedirectUris: string
}

export type DraftErrors = Partial<Record<keyof Draft, string>>

export const emptyDraft: Draft = {
  name: '',
  redirectUris: '',
  postLogoutRedirectUris: '',
  access: 'everyone',
  unknownAddress: 'neutral',
  sessionSeconds: 12 * 3600,
  approvalDigits: 2,
  passkeyRequired: false,
  enabled: true,
}

export const settingsOf = (application: Application): ApplicationSettings => ({
  name: application.name,
  redirectUris: application.redirectUris,
  postLogoutRedirectUris: application.postLogoutRedirectUris,
  access: application.access,
  unknownAddress: application.unknownAddress,
  sessionSeconds: application.sessionSeconds,
  approvalDigits: application.approvalDigits,
  passkeyRequired: application.passkeyRequired,
  enabled: application.enabled,
})

export const draftOf = (settings: ApplicationSettings): Draft => ({
  ...settings,
  redirectUris: settings.redirectUris.join('\n'),
  postLogoutRedirectUris: settings.postLogoutRedirectUris.join('\n'),
})

const linesOf = (text: string) => text.split(/\s+/).filter((line) => line !== '')

/** Reads the form by the contract's own schemas. An application that people sign in to needs somewhere to send them back to. */
export function readDraft(
  draft: Draft,
  isMachine: boolean,
): { settings: ApplicationSettings } | { errors: DraftErrors } {
  const settings: ApplicationSettings = {
    ...draft,
    name: draft.name.trim(),
    redirectUris: linesOf(draft.redirectUris),
    postLogoutRedirectUris: linesOf(draft.postLogoutRedirectUris),
  }
  const errors: DraftErrors = {}
  if (!z.safeParse(ApplicationSettings.shape.name, settings.name).success)
    errors.name = applicationSettingsTexts.noName
  for (const field of ['redirectUris', 'postLogoutRedirectUris'] as const) {
    const wrong = settings[field].find((uri) => !z.safeParse(RedirectUri, uri).success)
    if (wrong) {
      errors[field] = applicationSettingsTexts.wrongAddress(wrong)
    }
  }
  if (!isMachine && settings.redirectUris.length === 0)
    errors.redirectUris = applicationSettingsTexts.noAddress
  return Object.keys(errors).length > 0 ? { errors } : { settings }
}

/** The settings in which two versions differ. */
export function differences(
  one: ApplicationSettings,
  other: ApplicationSettings,
): (keyof ApplicationSettings)[] {
  const fields = Object.keys(one) as (keyof ApplicationSettings)[] // what `settingsOf` made
  return fields.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]))
}
