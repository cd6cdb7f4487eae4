import { type LifecyclePolicy, updateLifecyclePolicy } from '#contract/settings.ts'
import { NumberField } from '#ui/NumberField.tsx'
import { Switch } from '#ui/Switch.tsx'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const words: Record<keyof LifecyclePolicy, string> = {
  restoreDays: 'Removed people can be restored for',
  removeAfterDays: 'Remove people some time after their offboarding',
}

const isBetween = (value: number, min: number, max: number) => value >= min && value <= max

/** What happens to people who leave. */
export function PeopleSection({ settings, onDirty }: SectionProps) {
  const editing = useSection('lifecycle', settings, updateLifecyclePolicy, onDirty)
  const { draft, change } = editing
  const { restoreDays, removeAfterDays } = draft
  const wrong = !isBetween(restoreDays, 1, 90)
    ? 'Removed people can be restored for 1 to 90 days.'
    : removeAfterDays !== null && !isBetween(removeAfterDays, 1, 365)
      ? 'People are removed 1 to 365 days after their offboarding.'
      : undefined
  return (
    <SectionForm
      title="People who leave"
      editing={editing}
      words={words}
      wrong={wrong}
      effect="Applies to people who leave from now on."
    >
      <NumberField
        label={words.restoreDays}
        description="After that their record goes for good; past events stay."
        unit="days"
        min={1}
        max={90}
        value={restoreDays}
        onChange={(days) => change({ restoreDays: days ?? 0 })}
      />
      <Switch
        label={words.removeAfterDays}
        description="Whoever is deactivated as “offboarding” is removed by itself when the days are over."
        checked={removeAfterDays !== null}
        onChange={(on) => change({ removeAfterDays: on ? 30 : null })}
      />
      {removeAfterDays !== null && (
        <NumberField
          label="Days between offboarding and removal"
          unit="days"
          min={1}
          max={365}
          value={removeAfterDays}
          onChange={(days) => change({ removeAfterDays: days ?? 0 })}
        />
      )}
    </SectionForm>
  )
}
