import { useState } from 'react'
import { ApplicationId } from '#contract/ids.ts'
import { type BulkAct, type BulkSelection, createJob, type Job, previewJob } from '#contract/jobs.ts'
import type { Result } from '#contract/operation.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { Select } from '#ui/Select.tsx'
import { bulkTexts } from '../texts/bulk.tsx'
import { countsTexts } from '../texts/users/counts.ts'
import { useFilterOptions } from '../users/users-filter-options.ts'
import { BulkPreview } from './BulkPreview.tsx'
import { type BulkActName, bulkActs } from './bulk-acts.ts'
import {
  type DeactivationDraft,
  DeactivationFields,
  emptyDraft,
  endOf,
  readDraft,
} from './DeactivationFields.tsx'

const texts = bulkTexts.dialog

interface BulkDialogProps {
  act: BulkActName
  selection: BulkSelection
  onStarted: (job: Job) => void
  onClose: () => void
}

/** Before a bulk act: what it does, whom it reaches by the server's own look at them, and the button that begins it. */
export function BulkDialog({ act, selection, onStarted, onClose }: BulkDialogProps) {
  const words = bulkActs[act]
  const [draft, setDraft] = useState(emptyDraft)
  const [untilError, setUntilError] = useState<string>()
  const [applicationId, setApplicationId] = useState('')
  const create = useOperationMutation(createJob)
  const chosen = actOf(act, { applicationId, kind: draft.kind })
  const preview = useOperationQuery(
    previewJob,
    // Without an application to add to there is nothing to look at yet, and nothing leaves.
    { params: {}, body: { act: chosen ?? { act: 'export' }, selection } },
    { enabled: chosen !== undefined, keepPrevious: true },
  )
  const submit = () => {
    if (!chosen) return
    const end = endOf(draft)
    if (chosen.act === 'deactivate' && end === 'past') {
      setUntilError(texts.past)
      return
    }
    const full: BulkAct = chosen.act === 'deactivate' ? { ...chosen, deactivation: readDraft(draft) } : chosen
    create.mutate({ params: {}, body: { act: full, selection } }, { onSuccess: onStarted })
  }
  return (
    <FormDialog
      title={preview.data ? words.on(whom(preview.data)) : words.label.replace(/…$/, '')}
      description={words.what}
      action={
        preview.data ? words.on(countsTexts.people(countOf(preview.data))) : words.label.replace(/…$/, '')
      }
      tone={words.tone}
      size="wide"
      pending={create.isPending}
      error={create.error}
      disabledReason={whyNotYet()}
      onSubmit={submit}
      onClose={onClose}
    >
      {act === 'add-to-application' && <ApplicationField value={applicationId} onChange={setApplicationId} />}
      {act === 'deactivate' && (
        <DeactivationFields
          draft={draft}
          untilError={untilError}
          onChange={(next) => {
            setDraft(next)
            setUntilError(undefined)
          }}
        />
      )}
      {chosen && (
        <BulkPreview preview={preview.data} error={preview.error} onRetry={() => void preview.refetch()} />
      )}
    </FormDialog>
  )

  function whyNotYet(): string | undefined {
    if (!chosen) return texts.applicationFirst
    if (preview.error) return texts.seeFirst
    if (!preview.data || preview.isPlaceholderData) return texts.looking
    if (preview.data.total === 0) return texts.nobody
    const { looked, total, ready } = preview.data
    return looked === total && ready === 0 ? texts.nobodyLeft : undefined
  }
}

type Preview = Result<typeof previewJob>

const whom = ({ total }: Preview) => countsTexts.people(total)

/** Who would be reached: counted where everybody was looked at. */
const countOf = ({ total, looked, ready }: Preview) => (looked === total ? ready : total)

/** The act as far as the preview needs it; undefined while its application is not chosen. */
function actOf(
  act: BulkActName,
  { applicationId, kind }: { applicationId: string; kind: DeactivationDraft['kind'] },
): BulkAct | undefined {
  if (act === 'deactivate') return { act, deactivation: { kind } }
  if (act !== 'add-to-application') return { act }
  return applicationId === '' ? undefined : { act, applicationId: ApplicationId.parse(applicationId) }
}

function ApplicationField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { options } = useFilterOptions('app')
  return (
    <Select<string>
      label={texts.application}
      options={{ '': options ? texts.chooseApplication : texts.loading, ...options }}
      value={value}
      onChange={onChange}
    />
  )
}
