import { type DevicePolicy, type RestoreProof, updateDevicePolicy } from '#contract/settings.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Notice } from '#ui/Notice.tsx'
import { NumberField } from '#ui/NumberField.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Switch } from '#ui/Switch.tsx'
import { useMe } from '../frame/me.ts'
import { SectionForm } from './SectionForm.tsx'
import type { SectionProps } from './section-props.ts'
import { useSection } from './use-section.ts'

const words: Record<keyof DevicePolicy, string> = {
  restoreProofs: 'What proves a person who restores a backup',
  replacedDays: 'A phone that was replaced is removed after',
  confirm: 'New phones wait until an administrator has compared the digits that they show',
  invitationDays: 'Invitations by email work for',
  guardPersonalInvitations: 'Guard invitations to personal addresses',
  reportPauseMinutes: 'After “It wasn’t me”',
}

const proofs: Record<RestoreProof, { label: string; description: string }> = {
  device: {
    label: 'Another phone of theirs',
    description: 'A request on a phone that they still have. Nobody else can answer it.',
  },
  claim: {
    label: 'A claim code from an administrator',
    description: 'Somebody looks at the person first. Works without a mailbox, and after a phone was lost.',
  },
  mail: {
    label: 'A code by email',
    description: 'Whoever reads their mailbox and holds the backup with its passphrase gets in.',
  },
  sms: {
    label: 'A code by SMS',
    description: 'Weaker than email: numbers can be taken over, and the SIM may be in the lost phone.',
  },
}
// The strongest first; the order means nothing.
const listed: readonly RestoreProof[] = ['device', 'claim', 'mail', 'sms']

const confirmOptions = {
  none: { label: 'Never', description: 'A claim code, or a backup with a proof, is enough.' },
  restored: {
    label: 'Phones that were set up from a backup',
    description: 'Somebody who stole backup and mailbox still has to get past you.',
  },
  every: {
    label: 'Every new phone',
    description: 'Nobody signs in with a new phone before an administrator has seen or called them.',
  },
} as const

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
      title="Devices"
      editing={editing}
      words={words}
      wrong={wrongWith(draft)}
      effect="Applies to phones and invitations from now on."
    >
      <fieldset className="grid min-w-0 gap-3">
        <legend className="mb-2 text-control font-medium">{words.restoreProofs}</legend>
        <p className="-mt-2 text-meta text-muted">
          Besides the backup itself and its passphrase. One of those ticked is enough; after a phone was lost
          only a claim code counts.
        </p>
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
        <Notice tone="warning">No service for SMS is set up: nobody gets such a code.</Notice>
      )}
      {restoreProofs.length === 1 && restoreProofs[0] === 'claim' && (
        <Notice tone="info">
          The strictest: nobody gets a new phone without an administrator. Be sure that somebody can be
          reached.
        </Notice>
      )}
      <NumberField
        label={words.replacedDays}
        description="1 to 90. Until then it still works, and is marked “Replaced?”: they or you can keep it."
        unit="days"
        min={1}
        max={90}
        value={draft.replacedDays}
        onChange={(days) => change({ replacedDays: days ?? 0 })}
      />
      <RadioGroup
        label="New phones wait for an administrator"
        description="Who compares the six digits that the phone shows, on the person's page."
        options={confirmOptions}
        value={draft.confirm}
        onChange={(confirm) => change({ confirm })}
      />
      <NumberField
        label={words.invitationDays}
        description="1 to 30. Codes on your screen always end after ten minutes."
        unit="days"
        min={1}
        max={30}
        value={draft.invitationDays}
        onChange={(days) => change({ invitationDays: days ?? 0 })}
      />
      <Switch
        label={words.guardPersonalInvitations}
        description="They leave the organisation: you approve on your phone first, and the person needs a six-digit code that you tell them another way."
        checked={draft.guardPersonalInvitations}
        onChange={(guardPersonalInvitations) => change({ guardPersonalInvitations })}
      />
      <RadioGroup
        label={words.reportPauseMinutes}
        description="When somebody reports a request as not theirs, no request rings their phone for a while. They can sign in by QR code all the same."
        options={{
          time: { label: 'For some minutes', description: 'A case is opened; nobody has to close it.' },
          case: {
            label: 'Until an administrator has closed the case',
            description: 'Stays quiet over a weekend when nobody looks.',
          },
        }}
        value={reportPauseMinutes === null ? 'case' : 'time'}
        onChange={(kind) => change({ reportPauseMinutes: kind === 'case' ? null : 15 })}
      />
      {reportPauseMinutes !== null && (
        <NumberField
          label="No request rings the phone for"
          description="5 minutes to a day (1,440)."
          unit="minutes"
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
  if (draft.restoreProofs.length === 0) return 'Leave at least one proof for whoever restores a backup.'
  const outside = limits.find(([field, min, max]) => draft[field] < min || draft[field] > max)
  if (outside) return `${words[outside[0]]} ${outside[1]} to ${outside[2]} days.`
  const { reportPauseMinutes: pause } = draft
  return pause !== null && (pause < 5 || pause > 1440)
    ? 'Requests are paused for 5 to 1,440 minutes, or until the case is closed.'
    : undefined
}
