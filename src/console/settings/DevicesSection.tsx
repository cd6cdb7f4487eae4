import { type DevicePolicy, type RestoreProof, updateDevicePolicy } from '#contract/settings.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Notice } from '#ui/Notice.tsx'
import { NumberField } from '#ui/NumberField.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Switch } from '#ui/Switch.tsx'
import { useMe } from '../frame/me.ts'
import { settingsDevicesTexts } from '../texts/settings-devices.ts'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const { fields: words, proofs } = settingsDevicesTexts

// The strongest first; the order means nothing.
const listed: readonly RestoreProof[] = ['device', 'claim', 'mail', 'sms']

const limits = [
  ['replacedDays', 1, 90],
  ['invitationDays', 1, 30],
] as const

/** How phones are set up and restored, and when they are left in peace. */
export function DevicesSection({ settings, onDirty }: SectionProps) {
  const me = useMe()
  const editing = useSection('devices', settings, updateDevicePolicy, onDirty)
  const { draft, change } = editing
  const { restoreProofs, reportPauseMinutes } = draft
  return (
    <SectionForm
      title={settingsDevicesTexts.title}
      editing={editing}
      words={words}
      wrong={wrongWith(draft)}
      effect={settingsDevicesTexts.effect}
    >
      <fieldset className="grid min-w-0 gap-3">
        <legend className="mb-2 text-control font-medium">{words.restoreProofs}</legend>
        <p className="-mt-2 text-meta text-muted">{settingsDevicesTexts.proofsText}</p>
        {listed.map((proof) => (
          <Checkbox
            key={proof}
            {...proofs[proof]}
            checked={restoreProofs.includes(proof)}
            onChange={(on) =>
              change({
                restoreProofs: on
                  ? [...restoreProofs, proof]
                  : restoreProofs.filter((other) => other !== proof),
              })
            }
          />
        ))}
      </fieldset>
      {restoreProofs.includes('sms') && me.sms === 'none' && (
        <Notice tone="warning">{settingsDevicesTexts.noSms}</Notice>
      )}
      {restoreProofs.length === 1 && restoreProofs[0] === 'claim' && (
        <Notice tone="info">{settingsDevicesTexts.strictest}</Notice>
      )}
      <NumberField
        label={words.replacedDays}
        description={settingsDevicesTexts.replacedText}
        unit={settingsDevicesTexts.days}
        min={1}
        max={90}
        value={draft.replacedDays}
        onChange={(days) => change({ replacedDays: days ?? 0 })}
      />
      <RadioGroup
        label={settingsDevicesTexts.confirm.label}
        description={settingsDevicesTexts.confirm.text}
        options={settingsDevicesTexts.confirm.options}
        value={draft.confirm}
        onChange={(confirm) => change({ confirm })}
      />
      <NumberField
        label={words.invitationDays}
        description={settingsDevicesTexts.invitationText}
        unit={settingsDevicesTexts.days}
        min={1}
        max={30}
        value={draft.invitationDays}
        onChange={(days) => change({ invitationDays: days ?? 0 })}
      />
      <Switch
        label={words.guardPersonalInvitations}
        description={settingsDevicesTexts.guardText}
        checked={draft.guardPersonalInvitations}
        onChange={(guardPersonalInvitations) => change({ guardPersonalInvitations })}
      />
      <RadioGroup
        label={words.reportPauseMinutes}
        description={settingsDevicesTexts.pause.text}
        options={settingsDevicesTexts.pause.options}
        value={reportPauseMinutes === null ? 'case' : 'time'}
        onChange={(kind) => change({ reportPauseMinutes: kind === 'case' ? null : 15 })}
      />
      {reportPauseMinutes !== null && (
        <NumberField
          label={settingsDevicesTexts.pause.label}
          description={settingsDevicesTexts.pause.minutesText}
          unit={settingsDevicesTexts.minutes}
          min={5}
          max={1440}
          value={reportPauseMinutes}
          onChange={(minutes) => change({ reportPauseMinutes: minutes ?? 0 })}
        />
      )}
    </SectionForm>
  )
}

function wrongWith(draft: DevicePolicy): string | undefined {
  if (draft.restoreProofs.length === 0) return settingsDevicesTexts.noProof
  const outside = limits.find(([field, min, max]) => draft[field] < min || draft[field] > max)
  if (outside) return settingsDevicesTexts.outside(words[outside[0]], outside[1], outside[2])
  const { reportPauseMinutes: pause } = draft
  return pause !== null && (pause < 5 || pause > 1440) ? settingsDevicesTexts.pause.wrong : undefined
}
