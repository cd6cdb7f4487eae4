import type { ProviderKind } from '#contract/providers.ts'
import { Switch } from '#ui/Switch.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'
import { providerSettingsTexts } from '../texts/provider-settings.ts'
import type { Draft, DraftErrors } from './draft.ts'
import { issuerExamples } from './issuers.ts'

interface ProviderFieldsProps {
  kind: ProviderKind
  draft: Draft
  errors: DraftErrors
  hasSecret: boolean
  onChange: (change: Partial<Draft>) => void
}

/** The fields that adding and changing a provider share. */
export function ProviderFields({ kind, draft, errors, hasSecret, onChange }: ProviderFieldsProps) {
  return (
    <>
      <TextField
        label={providerSettingsTexts.name.label}
        description={providerSettingsTexts.name.description}
        value={draft.name}
        error={errors.name}
        maxLength={100}
        autoComplete="off"
        onChange={(name) => onChange({ name })}
      />
      {kind === 'saml' ? (
        <SamlFields {...{ draft, errors, onChange }} />
      ) : (
        <OidcFields {...{ kind, draft, errors, hasSecret, onChange }} />
      )}
      <Switch
        {...providerSettingsTexts.trusted}
        checked={draft.trusted}
        onChange={(trusted) => onChange({ trusted, ...(!trusted && { createsUsers: false }) })}
      />
      {draft.trusted && (
        <Switch
          {...providerSettingsTexts.createsUsers}
          checked={draft.createsUsers}
          onChange={(createsUsers) => onChange({ createsUsers })}
        />
      )}
    </>
  )
}

type PartProps = Pick<ProviderFieldsProps, 'draft' | 'errors' | 'onChange'>

function OidcFields({
  kind,
  draft,
  errors,
  hasSecret,
  onChange,
}: PartProps & { kind: Exclude<ProviderKind, 'saml'>; hasSecret: boolean }) {
  return (
    <>
      {kind !== 'google' && (
        <TextField
          label={providerSettingsTexts.issuer.label}
          type="url"
          exact
          placeholder={issuerExamples[kind]}
          value={draft.issuer}
          error={errors.issuer}
          onChange={(issuer) => onChange({ issuer })}
        />
      )}
      <TextField
        label={providerSettingsTexts.clientId.label}
        exact
        autoComplete="off"
        value={draft.clientId}
        error={errors.clientId}
        onChange={(clientId) => onChange({ clientId })}
      />
      <TextField
        label={providerSettingsTexts.secret.label}
        type="password"
        optional={hasSecret}
        autoComplete="off"
        description={hasSecret ? providerSettingsTexts.secret.stays : providerSettingsTexts.secret.sealed}
        value={draft.secret}
        onChange={(secret) => onChange({ secret })}
      />
      <TextField
        label={providerSettingsTexts.secretExpires.label}
        type="date"
        optional
        description={providerSettingsTexts.secretExpires.description}
        value={draft.secretExpires}
        onChange={(secretExpires) => onChange({ secretExpires })}
      />
      <TextField
        label={providerSettingsTexts.scopes.label}
        exact
        description={providerSettingsTexts.scopes.description}
        value={draft.scopes}
        onChange={(scopes) => onChange({ scopes })}
      />
    </>
  )
}

function SamlFields({ draft, errors, onChange }: PartProps) {
  return (
    <>
      <TextField
        label={providerSettingsTexts.entityId.label}
        exact
        description={providerSettingsTexts.entityId.description}
        value={draft.entityId}
        error={errors.entityId}
        onChange={(entityId) => onChange({ entityId })}
      />
      <TextField
        label={providerSettingsTexts.signInUrl.label}
        type="url"
        exact
        description={providerSettingsTexts.signInUrl.description}
        value={draft.signInUrl}
        error={errors.signInUrl}
        onChange={(signInUrl) => onChange({ signInUrl })}
      />
      <TextArea
        label={providerSettingsTexts.certificates.label}
        exact
        rows={5}
        description={providerSettingsTexts.certificates.description}
        value={draft.certificates}
        error={errors.certificates}
        onChange={(certificates) => onChange({ certificates })}
      />
      <TextField
        label={providerSettingsTexts.emailAttribute.label}
        optional
        exact
        description={providerSettingsTexts.emailAttribute.description}
        value={draft.emailAttribute}
        onChange={(emailAttribute) => onChange({ emailAttribute })}
      />
    </>
  )
}
