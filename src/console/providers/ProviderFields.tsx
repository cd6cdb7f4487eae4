import type { ProviderKind } from '#contract/providers.ts'
import { Switch } from '#ui/Switch.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'
import type { Draft, DraftErrors } from './draft.ts'
import { issuerWords, linkingWords } from './words.ts'

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
        label="Name"
        description="On the button of the sign-in page: “Continue with …”."
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
        {...linkingWords.trusted}
        checked={draft.trusted}
        onChange={(trusted) => onChange({ trusted, ...(!trusted && { createsUsers: false }) })}
      />
      {draft.trusted && (
        <Switch
          {...linkingWords.createsUsers}
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
          label={issuerWords[kind].label}
          type="url"
          exact
          placeholder={issuerWords[kind].example}
          value={draft.issuer}
          error={errors.issuer}
          onChange={(issuer) => onChange({ issuer })}
        />
      )}
      <TextField
        label="Client ID"
        exact
        autoComplete="off"
        value={draft.clientId}
        error={errors.clientId}
        onChange={(clientId) => onChange({ clientId })}
      />
      <TextField
        label="Client secret"
        type="password"
        optional={hasSecret}
        autoComplete="off"
        description={
          hasSecret
            ? 'Left empty, the present one stays. It is never shown.'
            : 'Kept sealed; it is never shown again.'
        }
        value={draft.secret}
        onChange={(secret) => onChange({ secret })}
      />
      <TextField
        label="The secret ends on"
        type="date"
        optional
        description="The list warns four weeks before."
        value={draft.secretExpires}
        onChange={(secretExpires) => onChange({ secretExpires })}
      />
      <TextField
        label="Scopes"
        exact
        description="Besides openid, separated by spaces."
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
        label="Entity ID"
        exact
        description="What the provider calls itself in its metadata."
        value={draft.entityId}
        error={errors.entityId}
        onChange={(entityId) => onChange({ entityId })}
      />
      <TextField
        label="Sign-in address"
        type="url"
        exact
        description="Where people are sent to, by redirect."
        value={draft.signInUrl}
        error={errors.signInUrl}
        onChange={(signInUrl) => onChange({ signInUrl })}
      />
      <TextArea
        label="Signing certificates"
        exact
        rows={5}
        description="PEM. Two while a new one is coming; assertions signed by anything else are refused."
        value={draft.certificates}
        error={errors.certificates}
        onChange={(certificates) => onChange({ certificates })}
      />
      <TextField
        label="Attribute with the email address"
        optional
        exact
        description="Left empty, the name ID is the address."
        value={draft.emailAttribute}
        onChange={(emailAttribute) => onChange({ emailAttribute })}
      />
    </>
  )
}
