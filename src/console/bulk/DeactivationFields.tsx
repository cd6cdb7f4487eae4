import type { Deactivation } from '#contract/users.ts'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'

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

const kinds: Record<Deactivation['kind'], string> = {
  suspension: 'Suspended for a while',
  offboarding: 'Have left the organisation',
  investigation: 'On hold while we investigate',
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
        label="Kind"
        options={kinds}
        value={draft.kind}
        onChange={(kind) => onChange({ ...draft, kind })}
      />
      <TextArea
        label="Reason"
        optional
        description="For administrators only. Kept with the event of each."
        rows={2}
        maxLength={500}
        value={draft.reason}
        onChange={(reason) => onChange({ ...draft, reason })}
      />
      <TextArea
        label="Message for the users"
        optional
        description="Shown in their app."
        rows={2}
        maxLength={500}
        value={draft.message}
        onChange={(message) => onChange({ ...draft, message })}
      />
      <TextField
        label="Until"
        optional
        type="datetime-local"
        description="They are reactivated automatically then. Empty: until somebody reactivates them."
        value={draft.until}
        error={untilError}
        onChange={(until) => onChange({ ...draft, until })}
      />
    </>
  )
}
