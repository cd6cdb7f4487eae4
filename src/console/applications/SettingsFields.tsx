import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Select } from '#ui/Select.tsx'
import { Switch } from '#ui/Switch.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'
import { applicationSettingsTexts } from '../texts/application-settings.ts'
import type { Draft, DraftErrors } from './draft.ts'
import { lengthOptions } from './session-lengths.ts'

const words = applicationSettingsTexts

interface SettingsFieldsProps {
  draft: Draft
  errors: DraftErrors
  isMachine: boolean
  onChange: (change: Partial<Draft>) => void
}

/** The fields that creating and changing an application share. A machine has nobody to sign in. */
export function SettingsFields({ draft, errors, isMachine, onChange }: SettingsFieldsProps) {
  return (
    <>
      <TextField
        label={words.fields.name}
        description={isMachine ? undefined : words.descriptions.name}
        value={draft.name}
        error={errors.name}
        maxLength={100}
        autoComplete="off"
        onChange={(name) => onChange({ name })}
      />
      {!isMachine && (
        <>
          <TextArea
            label={words.fields.redirectUris}
            description={words.descriptions.redirectUris}
            exact
            rows={2}
            placeholder="https://app.example/callback"
            value={draft.redirectUris}
            error={errors.redirectUris}
            onChange={(redirectUris) => onChange({ redirectUris })}
          />
          <TextArea
            label={words.fields.postLogoutRedirectUris}
            optional
            exact
            rows={2}
            value={draft.postLogoutRedirectUris}
            error={errors.postLogoutRedirectUris}
            onChange={(postLogoutRedirectUris) => onChange({ postLogoutRedirectUris })}
          />
          <RadioGroup
            label={words.fields.access}
            options={words.access}
            value={draft.access}
            onChange={(access) => onChange({ access })}
          />
          <RadioGroup
            label={words.fields.unknownAddress}
            options={words.unknownAddress}
            value={draft.unknownAddress}
            onChange={(unknownAddress) => onChange({ unknownAddress })}
          />
          <Select
            label={words.fields.sessionSeconds}
            description={words.descriptions.sessionSeconds}
            options={lengthOptions(draft.sessionSeconds)}
            value={String(draft.sessionSeconds)}
            onChange={(seconds) => onChange({ sessionSeconds: Number(seconds) })}
          />
          <RadioGroup
            label={words.fields.approvalDigits}
            options={words.digits}
            value={draft.approvalDigits === 6 ? '6' : '2'}
            onChange={(digits) => onChange({ approvalDigits: digits === '6' ? 6 : 2 })}
          />
          <Switch
            label={words.fields.passkeyRequired}
            description={words.descriptions.passkeyRequired}
            checked={draft.passkeyRequired}
            onChange={(passkeyRequired) => onChange({ passkeyRequired })}
          />
        </>
      )}
    </>
  )
}
