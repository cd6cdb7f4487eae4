import { useState } from 'react'
import { confirms, removeDevicePhrase, unregisterAllPhrase } from '#contract/confirmation.ts'
import type { Device } from '#contract/devices.ts'
import type { reportLostPhone } from '#contract/lost-phones.ts'
import type { Input } from '#contract/operation.ts'
import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { dialogLooks } from '#ui/dialog-looks.ts'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Select } from '#ui/Select.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { TextField } from '#ui/TextField.tsx'
import { useMe } from '../../frame/me.ts'
import { counted } from '../acts/use-departure.ts'
import { usualValidity, type Validity, validities } from '../overrides/override-validity.ts'
import { whyNotInvite, whyNotOverride } from '../why-not-user.ts'
import type { LostPhonePreview } from './LostPhoneDialog.tsx'
import { StepHeading } from './StepHeading.tsx'
import type { LostPhonePath } from './suggest-path.ts'

type Body = Input<typeof reportLostPhone>['body']

export interface Plan {
  body: Body
  /** "Pixel 9 removed". */
  act: string
}

interface LostPhonePlanProps {
  user: User
  preview: LostPhonePreview
  path: LostPhonePath
  /** The one that is gone, where it is known which. */
  device: Device | null
  pending: boolean
  error: Error | null
  onBack: () => void
  onSend: (plan: Plan) => void
}

/** What is done on the chosen way, how the person was recognised, how they go on, and the phrase. */
export function LostPhonePlan(props: LostPhonePlanProps) {
  const { user, preview, path, device, pending, error, onBack, onSend } = props
  const me = useMe()
  const [evidence, setEvidence] = useState('')
  const [endSessions, setEndSessions] = useState(true)
  const [validity, setValidity] = useState<Validity>(usualValidity)
  const [typed, setTyped] = useState('')
  const noClaim =
    whyNotInvite(me, user, 'screen') ?? (preview.mayIssueClaim ? undefined : 'No code can be issued for them')
  const noOverride =
    whyNotOverride(me, user) ??
    (preview.mayOverride ? undefined : 'Not allowed for them, or not by the sign-in policy')
  const goesOn =
    path === 'remove' && preview.devices.some(({ id, state }) => id !== device?.id && state === 'active')
  const [next, setNext] = useState<Body['next']>(goesOn || noClaim ? 'nothing' : 'setup-code')
  const isRemoval = path === 'remove' && device !== null
  const phrase = isRemoval ? removeDevicePhrase : unregisterAllPhrase
  const missing = evidence.trim() === '' ? 'Say first how you recognised them' : undefined
  const isConfirmed = confirms(typed, phrase)
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (pending || missing || !isConfirmed) return
        onSend({
          act: isRemoval
            ? `Removed ${device.name}; the identity stays`
            : 'Unregistered all devices; the identity was reset',
          body: {
            path: isRemoval ? 'remove' : 'unregister',
            deviceId: device?.id ?? null,
            confirmation: typed,
            evidence,
            endSessions,
            next,
            minutes: Number(validity),
          },
        })
      }}
    >
      <StepHeading>2 of 2: {isRemoval ? `Remove ${device.name}` : 'Unregister all devices'}</StepHeading>
      <p className="text-control text-muted text-pretty">
        {isRemoval
          ? `${device.name} can approve nothing from now on, whoever holds it. A backup restores only with a claim code of yours.`
          : `${preview.devices.length > 0 ? `${counted(preview.devices.length, 'phone')} can approve nothing from now on. ` : ''}Their identity is reset here${preview.accounts > 0 ? ` and in ${counted(preview.accounts, 'account')}` : ''}; backups made before stop working.`}
        {preview.otherOrganisations > 0 && ' Other organisations are not touched.'} {user.name} is told by
        email.
      </p>
      <TextArea
        label="How did you recognise them?"
        description="Such as: called back on the number in their record. For administrators only, kept with the event."
        rows={2}
        maxLength={500}
        value={evidence}
        onChange={setEvidence}
      />
      {isRemoval ? (
        <Checkbox
          label={
            preview.sessions === 0
              ? 'End open sessions (there are none now)'
              : `End ${preview.sessions === 1 ? 'the open session' : `all ${preview.sessions} open sessions`}`
          }
          description="Without it, those end that the phone approved."
          checked={endSessions}
          onChange={setEndSessions}
        />
      ) : (
        <p className="text-control">All open sessions end ({preview.sessions.toLocaleString()} now).</p>
      )}
      <RadioGroup
        label="How do they go on?"
        options={{
          'setup-code': {
            label: 'A new phone is at hand: claim code',
            description: isRemoval
              ? 'They scan it and restore their backup, with its passphrase or recovery code.'
              : 'They scan it and set up the phone anew.',
            disabledReason: noClaim,
          },
          override: {
            label: 'No phone today: a passcode',
            description: 'You read it to them. It signs them in once.',
            disabledReason: noOverride,
          },
          nothing: {
            label: 'Nothing yet',
            description: goesOn
              ? 'They go on with the phone they have.'
              : 'They get a code when they call again.',
          },
        }}
        value={next}
        onChange={setNext}
      />
      {next === 'override' && (
        <Select label="Good for" options={validities} value={validity} onChange={setValidity} />
      )}
      <TextField
        label={
          <>
            Type <strong className="font-mono font-semibold select-all">{phrase}</strong> to confirm
          </>
        }
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        exact
      />
      {error && <Notice tone="danger">{errorMessage(error)}</Notice>}
      <p role="status" className="sr-only">
        {pending && 'Ending what the phone can do'}
      </p>
      <div className={dialogLooks.actions}>
        <Button disabled={pending} onClick={onBack}>
          Back
        </Button>
        <Button
          type="submit"
          tone="danger"
          pending={pending}
          disabled={!isConfirmed}
          disabledReason={isConfirmed ? missing : undefined}
        >
          {isRemoval ? 'Remove device' : 'Unregister All Devices'}
        </Button>
      </div>
    </form>
  )
}
