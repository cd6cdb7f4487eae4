import { updateLifecyclePolicy } from '#contract/settings.ts'
import { NumberField } from '#ui/NumberField.tsx'
import { Switch } from '#ui/Switch.tsx'
import { settingsTexts } from '../texts/settings.tsx'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const words = settingsTexts.people.fields

const isBetween = (value: number, min: number, max: number) => value >= min && value <= max

/** What happens to people who leave. */
export function PeopleSection({ settings, onDirty }: SectionProps) {
  const editing = useSection('lifecycle', settings, updateLifecyclePolicy, onDirty)
  const { draft, change } = editing
  const { restoreDays, removeAfterDays } = draft
  const wrong = !isBetween(restoreDays, 1, 90)
    ? settingsTexts.people.wrongRestore
    : removeAfterDays !== null && !isBetween(removeAfterDays, 1, 365)
      ? settingsTexts.people.wrongRemove
      : undefined
  return (
    <SectionForm
      title={settingsTexts.sections.people}
      editing={editing}
      words={words}
      wrong={wrong}
      effect={settingsTexts.people.effect}
    >
      <NumberField
        label={words.restoreDays}
        description={settingsTexts.people.restoreText}
        unit={settingsTexts.people.days}
        min={1}
        max={90}
        value={restoreDays}
        onChange={(days) => change({ restoreDays: days ?? 0 })}
      />
      <Switch
        label={words.removeAfterDays}
        description={settingsTexts.people.removeText}
        checked={removeAfterDays !== null}
        onChange={(on) => change({ removeAfterDays: on ? 30 : null })}
      />
      {removeAfterDays !== null && (
        <NumberField
          label={settingsTexts.people.daysBetween}
          unit={settingsTexts.people.days}
          min={1}
          max={365}
          value={removeAfterDays}
          onChange={(days) => change({ removeAfterDays: days ?? 0 })}
        />
      )}
    </SectionForm>
  )
}
