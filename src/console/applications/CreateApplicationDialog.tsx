import { useContext, useEffect, useRef, useState } from 'react'
import { type ApplicationKind, createApplication } from '#contract/applications.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { focusFirstError } from '#ui/focus-first-error.ts'
import { NavigateContext } from '#ui/Link.tsx'
import { notify } from '#ui/notify.ts'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { addresses } from '../addresses.ts'
import { applicationSettingsTexts } from '../texts/application-settings.ts'
import { applicationsTexts } from '../texts/applications.ts'
import { type Draft, type DraftErrors, emptyDraft, readDraft } from './draft.ts'
import { SecretDialog } from './SecretDialog.tsx'
import { SettingsFields } from './SettingsFields.tsx'

/** Creates an application, hands over its secret where it has one, and opens its page. */
export function CreateApplicationDialog({ onClose }: { onClose: () => void }) {
  const navigate = useContext(NavigateContext)
  const create = useOperationMutation(createApplication)
  const [kind, setKind] = useState<ApplicationKind>('web')
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [errors, setErrors] = useState<DraftErrors>({})
  const fields = useRef<HTMLDivElement>(null)
  const isMachine = kind === 'machine'
  useEffect(() => {
    if (Object.keys(errors).length > 0 && fields.current) focusFirstError(fields.current)
  }, [errors])
  const open = () => {
    onClose()
    if (create.data) navigate?.(addresses.application(create.data.application.id))
  }
  if (create.data && create.data.secret !== null) {
    return <SecretDialog name={create.data.application.name} secret={create.data.secret} onClose={open} />
  }
  const submit = () => {
    const read = readDraft(
      isMachine ? { ...draft, redirectUris: '', postLogoutRedirectUris: '' } : draft,
      isMachine,
    )
    if ('errors' in read) {
      setErrors(read.errors)
      return
    }
    const { enabled: _enabled, ...settings } = read.settings
    create.mutate(
      { params: {}, body: { ...settings, kind } },
      {
        onSuccess: ({ application, secret }) => {
          notify(applicationsTexts.created(application.name))
          if (secret !== null) return
          onClose()
          navigate?.(addresses.application(application.id))
        },
      },
    )
  }
  return (
    <FormDialog
      title={applicationsTexts.list.create}
      size="wide"
      action={applicationsTexts.list.create}
      pending={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <div ref={fields} className="grid gap-5">
        <RadioGroup
          label={applicationSettingsTexts.kind}
          options={applicationSettingsTexts.kinds}
          value={kind}
          onChange={setKind}
        />
        <SettingsFields
          draft={draft}
          errors={errors}
          isMachine={isMachine}
          onChange={(change) => {
            setDraft({ ...draft, ...change })
            if (Object.keys(change).some((field) => field in errors)) setErrors({})
          }}
        />
      </div>
    </FormDialog>
  )
}
