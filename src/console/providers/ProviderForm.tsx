import { type FormEvent, useContext, useEffect, useRef, useState } from 'react'
import { getProvider, type Provider, updateProvider } from '#contract/providers.ts'
import { ApiContext, useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { focusFirstError } from '#ui/focus-first-error.ts'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { Switch } from '#ui/Switch.tsx'
import { hasCode } from '../api/has-code.ts'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { providerSettingsTexts } from '../texts/provider-settings.ts'
import { savingTexts } from '../texts/saving.ts'
import { type Draft, type DraftErrors, draftOf, readDraft } from './draft.ts'
import { ProviderFields } from './ProviderFields.tsx'

interface ProviderFormProps {
  provider: Provider
  onDirty: (isDirty: boolean) => void
}

/** Changes a provider, over the version that was on the screen when editing began. */
export function ProviderForm({ provider, onDirty }: ProviderFormProps) {
  const me = useMe()
  const call = useContext(ApiContext)
  const save = useOperationMutation(updateProvider)
  const [base, setBase] = useState(provider)
  const [draft, setDraft] = useState<Draft>(() => draftOf(provider))
  const [errors, setErrors] = useState<DraftErrors>({})
  const [theirs, setTheirs] = useState<Provider | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(draftOf(base))
  const begin = (version: Provider) => {
    setBase(version)
    setDraft(draftOf(version))
    setErrors({})
    setTheirs(null)
    save.reset()
  }
  if (!isDirty && provider.version > base.version) begin(provider)
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  useEffect(() => {
    if (Object.keys(errors).length > 0 && form.current) focusFirstError(form.current)
  }, [errors])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (save.isPending || !isDirty) return
    const read = readDraft(draft, provider.kind)
    if ('errors' in read) {
      setErrors(read.errors)
      return
    }
    const params = { providerId: provider.id }
    save.mutate(
      { params, body: read.change, ifMatch: base.version },
      {
        onSuccess: (saved) => {
          begin(saved)
          notify(savingTexts.saved(saved.name))
        },
        onError: (error) => {
          if (!hasCode(error, 'version-mismatch')) return
          // Without an answer the message stays, and Save asks again.
          call(getProvider, { params, body: {} }).then(setTheirs, () => undefined)
        },
      },
    )
  }
  return (
    <Card title={savingTexts.settings} id="settings">
      <form ref={form} noValidate className="grid gap-5 pt-1" onSubmit={submit}>
        <ProviderFields
          kind={provider.kind}
          draft={draft}
          errors={errors}
          hasSecret={provider.hasSecret}
          onChange={(change) => {
            setDraft({ ...draft, ...change })
            if (Object.keys(change).some((field) => field in errors)) setErrors({})
          }}
        />
        <Switch
          label={providerSettingsTexts.enabled.label}
          description={providerSettingsTexts.enabled.description}
          checked={draft.enabled}
          onChange={(enabled) => setDraft({ ...draft, enabled })}
        />
        {theirs ? (
          <Notice
            tone="warning"
            title={savingTexts.conflict.title}
            actions={
              <>
                <Button size="compact" onClick={() => begin(theirs)}>
                  {savingTexts.conflict.discardMine}
                </Button>
                <Button
                  size="compact"
                  onClick={() => {
                    // My text stays; it is now a change to their version.
                    setBase(theirs)
                    setTheirs(null)
                    save.reset()
                  }}
                >
                  {savingTexts.conflict.keepMine}
                </Button>
              </>
            }
          >
            {savingTexts.conflict.text}
          </Notice>
        ) : (
          save.error && <Notice tone="danger">{savingTexts.stillHere(errorMessage(save.error))}</Notice>
        )}
        <div className="flex flex-wrap items-center justify-end gap-2">
          {isDirty && <span className="me-auto text-control text-muted">{savingTexts.unsaved}</span>}
          {isDirty && (
            <Button disabled={save.isPending} onClick={() => begin(theirs ?? provider)}>
              {savingTexts.discard}
            </Button>
          )}
          <Button
            type="submit"
            tone="primary"
            pending={save.isPending}
            disabledReason={
              whyNot(me, 'providers:write') ??
              (theirs ? savingTexts.conflict.chooseFirst : undefined) ??
              (isDirty ? undefined : savingTexts.unchanged)
            }
          >
            {savingTexts.save}
          </Button>
        </div>
      </form>
    </Card>
  )
}
