import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Select } from '#ui/Select.tsx'
import { Switch } from '#ui/Switch.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'
import type { Draft, DraftErrors } from './draft.ts'
import { accessOptions, digitsOptions, fieldWords, lengthOptions, unknownAddressOptions } from './words.ts'

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
        label={fieldWords.name}
        description={isMachine ? undefined : 'Shown on the sign-in page and on the phone.'}
        value={draft.name}
        error={errors.name}
        maxLength={100}
        autoComplete="off"
        onChange={(name) => onChange({ name })}
      />
      {!isMachine && (
        <>
          <TextArea
            label={fieldWords.redirectUris}
            description="Where people are sent back to after signing in; one on each line, compared letter by letter."
            exact
            rows={2}
            placeholder="https://app.example/callback"
            value={draft.redirectUris}
            error={errors.redirectUris}
            onChange={(redirectUris) => onChange({ redirectUris })}
          />
          <TextArea
            label={fieldWords.postLogoutRedirectUris}
            optional
            exact
            rows={2}
            value={draft.postLogoutRedirectUris}
            error={errors.postLogoutRedirectUris}
            onChange={(postLogoutRedirectUris) => onChange({ postLogoutRedirectUris })}
          />
          <RadioGroup
            label={fieldWords.access}
            options={accessOptions}
            value={draft.access}
            onChange={(access) => onChange({ access })}
          />
          <RadioGroup
            label={fieldWords.unknownAddress}
            options={unknownAddressOptions}
            value={draft.unknownAddress}
            onChange={(unknownAddress) => onChange({ unknownAddress })}
          />
          <Select
            label={fieldWords.sessionSeconds}
            description="After this time people sign in again."
            options={lengthOptions(draft.sessionSeconds)}
            value={String(draft.sessionSeconds)}
            onChange={(seconds) => onChange({ sessionSeconds: Number(seconds) })}
          />
          <RadioGroup
            label={fieldWords.approvalDigits}
            options={digitsOptions}
            value={draft.approvalDigits === 6 ? '6' : '2'}
            onChange={(digits) => onChange({ approvalDigits: digits === '6' ? 6 : 2 })}
          />
          <Switch
            label={fieldWords.passkeyRequired}
            description="A phone, a password or a provider is not enough here: people sign in with a passkey, which no other website can ask for. Who has none adds one on their account page first."
            checked={draft.passkeyRequired}
            onChange={(passkeyRequired) => onChange({ passkeyRequired })}
          />
        </>
      )}
    </>
  )
}
