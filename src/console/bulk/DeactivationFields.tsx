import type { Deactivation } from '#contract/users.ts'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'
import { bulkTexts } from '../texts/bulk.tsx'

const texts = bulkTexts.deactivation

export interface DeactivationDraft {
  kind: Deactivation['kind']
  reason: string
  message: string
  until: string
}

export const emptyDraft: DeactivationDraft = { kind: 'suspension', reason: '', message: '', until: '' }

/** When it ends by itself; `past` for an instant that is over or none. */
export function endOf({ until }: DeactivationDraft): Date | 'past' | undefined {
  if (until === '') return undefined
  const at = new Date(until)
  return at.getTime() > Date.now() ? at : 'past'
}

export function readDraft(draft: DeactivationDraft): Deactivation {
  const end = endOf(draft)
  return {
    kind: draft.kind,
    ...(draft.reason.trim() && { reason: draft.reason.trim() }),
    ...(draft.message.trim() && { message: draft.message.trim() }),
    ...(end instanceof Date && { until: end }),
  }
}

interface DeactivationFieldsProps {
  draft: DeactivationDraft
  untilError: string | undefined
  onChange: (draft: DeactivationDraft) => void
}

/** Why several people are suspended, and for how long; everything is optional but the kind. */
export function DeactivationFields({ draft, untilError, onChange }: DeactivationFieldsProps) {
  return (
    <>
      <RadioGroup
        label={texts.kind}
        options={texts.kinds}
        value={draft.kind}
        onChange={(kind) => onChange({ ...draft, kind })}
      />
      <TextArea
        label={texts.reason.label}
        optional
        description={texts.reason.description}
        rows={2}
        maxLength={500}
        value={draft.reason}
        onChange={(reason) => onChange({ ...draft, reason })}
      />
      <TextArea
        label={texts.message.label}
        optional
        description={texts.message.description}
        rows={2}
        maxLength={500}
        value={draft.message}
        onChange={(message) => onChange({ ...draft, message })}
      />
      <TextField
        label={texts.until.label}
        optional
        type="datetime-local"
        description={texts.until.description}
        value={draft.until}
        error={untilError}
        onChange={(until) => onChange({ ...draft, until })}
      />
    </>
  )
}
