import { useContext, useEffect, useRef, useState } from 'react'
import { createProvider, type ProviderKind, prepareProvider } from '#contract/providers.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { focusFirstError } from '#ui/focus-first-error.ts'
import { NavigateContext } from '#ui/Link.tsx'
import { notify } from '#ui/notify.ts'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { addresses } from '../addresses.ts'
import { providerSettingsTexts } from '../texts/provider-settings.ts'
import { providersTexts } from '../texts/providers.ts'
import { type Draft, type DraftErrors, emptyDraft, readDraft } from './draft.ts'
import { ProviderAddresses } from './ProviderAddresses.tsx'
import { ProviderFields } from './ProviderFields.tsx'

/** Adds a provider: first the addresses to enter there, then what it gave for them. */
export function CreateProviderDialog({ onClose }: { onClose: () => void }) {
  const navigate = useContext(NavigateContext)
  const prepared = useOperationQuery(prepareProvider, { params: {}, body: {} })
  const create = useOperationMutation(createProvider)
  const [kind, setKind] = useState<ProviderKind>('google')
  const [draft, setDraft] = useState<Draft>(emptyDraft('google'))
  const [errors, setErrors] = useState<DraftErrors>({})
  const fields = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (Object.keys(errors).length > 0 && fields.current) focusFirstError(fields.current)
  }, [errors])
  const submit = () => {
    const read = readDraft(draft, kind)
    if ('errors' in read) {
      setErrors(read.errors)
      return
    }
    const id = prepared.data?.id
    create.mutate(
      { params: {}, body: { ...read.change, kind, ...(id && { id }) } },
      {
        onSuccess: (provider) => {
          notify(providersTexts.added(provider.name))
          onClose()
          navigate?.(addresses.provider(provider.id))
        },
      },
    )
  }
  return (
    <FormDialog
      title={providersTexts.list.add}
      size="wide"
      action={providersTexts.list.add}
      pending={create.isPending}
      error={create.error ?? prepared.error}
      disabledReason={prepared.data ? undefined : providersTexts.preparing}
      onSubmit={submit}
      onClose={onClose}
    >
      <div ref={fields} className="grid gap-5">
        <RadioGroup
          label={providerSettingsTexts.kind}
          options={providerSettingsTexts.kinds}
          value={kind}
          onChange={(chosen) => {
            setKind(chosen)
            setDraft(emptyDraft(chosen))
            setErrors({})
          }}
        />
        <section aria-label={providersTexts.enterThere} className="grid gap-2 rounded-control bg-hover p-3">
          <p className="text-control font-medium">{providersTexts.enterThere}</p>
          {prepared.data ? <ProviderAddresses kind={kind} {...prepared.data} /> : <Skeleton lines={2} />}
        </section>
        <ProviderFields
          kind={kind}
          draft={draft}
          errors={errors}
          hasSecret={false}
          onChange={(change) => {
            setDraft({ ...draft, ...change })
            if (Object.keys(change).some((field) => field in errors)) setErrors({})
          }}
        />
      </div>
    </FormDialog>
  )
}
