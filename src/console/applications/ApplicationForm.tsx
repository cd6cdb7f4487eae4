import { type FormEvent, useContext, useEffect, useRef, useState } from 'react'
import {
  type Application,
  type ApplicationSettings,
  getApplication,
  updateApplication,
} from '#contract/applications.ts'
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
import { applicationSettingsTexts } from '../texts/application-settings.ts'
import { applicationsTexts } from '../texts/applications.ts'
import { savingTexts } from '../texts/saving.ts'
import { type Draft, type DraftErrors, differences, draftOf, readDraft, settingsOf } from './draft.ts'
import { SettingsFields } from './SettingsFields.tsx'

interface ApplicationFormProps {
  application: Application
  onDirty: (isDirty: boolean) => void
}

/**
 * Changes an application. It saves over the version that was on the screen when editing began: what somebody else saved in the meantime
 * is shown, and never lost without a word.
 */
export function ApplicationForm({ application, onDirty }: ApplicationFormProps) {
  const me = useMe()
  const call = useContext(ApiContext)
  const save = useOperationMutation(updateApplication)
  // What editing began with. While nothing is changed it follows what the server says.
  const [base, setBase] = useState(application)
  const [draft, setDraft] = useState<Draft>(() => draftOf(settingsOf(application)))
  const [errors, setErrors] = useState<DraftErrors>({})
  const [theirs, setTheirs] = useState<Application | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const isMachine = application.kind === 'machine'
  const isDirty = !isSame(draft, draftOf(settingsOf(base)))
  const begin = (version: Application) => {
    setBase(version)
    setDraft(draftOf(settingsOf(version)))
    setErrors({})
    setTheirs(null)
    save.reset()
  }
  if (!isDirty && application.version > base.version) begin(application)
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  useEffect(() => {
    if (Object.keys(errors).length > 0 && form.current) focusFirstError(form.current)
  }, [errors])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (save.isPending || !isDirty) return
    const read = readDraft(draft, isMachine)
    if ('errors' in read) {
      setErrors(read.errors)
      return
    }
    save.mutate(
      { params: { applicationId: application.id }, body: read.settings, ifMatch: base.version },
      {
        onSuccess: (saved) => {
          begin(saved)
          notify(savingTexts.saved(saved.name))
        },
        onError: (error) => {
          if (!hasCode(error, 'version-mismatch')) return
          // Without an answer the message stays, and Save asks again.
          call(getApplication, { params: { applicationId: application.id }, body: {} }).then(
            setTheirs,
            () => undefined,
          )
        },
      },
    )
  }
  return (
    <Card title={savingTexts.settings} id="settings">
      <form ref={form} noValidate className="grid gap-5 pt-1" onSubmit={submit}>
        <SettingsFields
          draft={draft}
          errors={errors}
          isMachine={isMachine}
          onChange={(change) => {
            setDraft({ ...draft, ...change })
            if (Object.keys(change).some((field) => field in errors)) setErrors({})
          }}
        />
        <Switch
          label={applicationsTexts.enabled}
          description={applicationsTexts.enabledText}
          checked={draft.enabled}
          onChange={(enabled) => setDraft({ ...draft, enabled })}
        />
        {theirs ? (
          <Conflict
            changed={differences(settingsOf(base), settingsOf(theirs))}
            onKeepMine={() => {
              // My text stays; it is now a change to their version.
              setBase(theirs)
              setTheirs(null)
              save.reset()
            }}
            onTakeTheirs={() => begin(theirs)}
          />
        ) : (
          save.error && <Notice tone="danger">{savingTexts.stillHere(errorMessage(save.error))}</Notice>
        )}
        <div className="flex flex-wrap items-center justify-end gap-2">
          {isDirty && <span className="me-auto text-control text-muted">{savingTexts.unsaved}</span>}
          {isDirty && (
            <Button disabled={save.isPending} onClick={() => begin(theirs ?? application)}>
              {savingTexts.discard}
            </Button>
          )}
          <Button
            type="submit"
            tone="primary"
            pending={save.isPending}
            disabledReason={whyNot(me, 'applications:write') ?? whyNotSave(isDirty, theirs)}
          >
            {savingTexts.save}
          </Button>
        </div>
      </form>
    </Card>
  )
}

const isSame = (one: Draft, other: Draft) => JSON.stringify(one) === JSON.stringify(other)

function whyNotSave(isDirty: boolean, theirs: Application | null): string | undefined {
  if (theirs) return savingTexts.conflict.chooseFirst
  return isDirty ? undefined : savingTexts.unchanged
}

interface ConflictProps {
  changed: readonly (keyof ApplicationSettings)[]
  onKeepMine: () => void
  onTakeTheirs: () => void
}

/** Somebody else was faster: says what they changed, and lets the person choose. */
function Conflict({ changed, onKeepMine, onTakeTheirs }: ConflictProps) {
  const what = changed.map((field) => applicationSettingsTexts.fields[field].toLowerCase()).join(', ')
  return (
    <Notice
      tone="warning"
      title={savingTexts.conflict.title}
      actions={
        <>
          <Button size="compact" onClick={onTakeTheirs}>
            {savingTexts.conflict.discardMine}
          </Button>
          <Button size="compact" onClick={onKeepMine}>
            {savingTexts.conflict.keepMine}
          </Button>
        </>
      }
    >
      {what ? savingTexts.conflict.theyChanged(what) : savingTexts.conflict.text}
    </Notice>
  )
}
