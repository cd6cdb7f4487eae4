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
import { lostPhoneTexts } from '../../texts/users/lost-phone.tsx'
import { usualValidity, type Validity, validities } from '../overrides/override-validity.ts'
import { whyNotInvite, whyNotOverride } from '../why-not-user.ts'
import { LostPasskeys } from './LostPasskeys.tsx'
import type { LostPhonePreview } from './LostPhoneDialog.tsx'
import { StepHeading } from './StepHeading.tsx'
import type { LostPhonePath } from './suggest-path.ts'

const texts = lostPhoneTexts.plan

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
  // Whoever could open the phone could use what lies on it.
  const [passkeys, setPasskeys] = useState(() =>
    path === 'unregister' ? preview.passkeys.map(({ id }) => id) : [],
  )
  const [validity, setValidity] = useState<Validity>(usualValidity)
  const [typed, setTyped] = useState('')
  const noClaim = whyNotInvite(me, user, 'screen') ?? (preview.mayIssueClaim ? undefined : texts.noCode)
  const noOverride = whyNotOverride(me, user) ?? (preview.mayOverride ? undefined : texts.noOverride)
  const goesOn =
    path === 'remove' && preview.devices.some(({ id, state }) => id !== device?.id && state === 'active')
  const [next, setNext] = useState<Body['next']>(goesOn || noClaim ? 'nothing' : 'setup-code')
  const isRemoval = path === 'remove' && device !== null
  const phrase = isRemoval ? removeDevicePhrase : unregisterAllPhrase
  const missing = evidence.trim() === '' ? texts.recogniseFirst : undefined
  const isConfirmed = confirms(typed, phrase)
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (pending || missing || !isConfirmed) return
        onSend({
          act: isRemoval ? texts.remove.act(device.name) : texts.unregister.act,
          body: {
            path: isRemoval ? 'remove' : 'unregister',
            deviceId: device?.id ?? null,
            confirmation: typed,
            evidence,
            endSessions,
            passkeys,
            next,
            minutes: Number(validity),
          },
        })
      }}
    >
      <StepHeading>
        {texts.step(isRemoval ? texts.remove.title(device.name) : texts.unregister.title)}
      </StepHeading>
      <p className="text-control text-muted text-pretty">
        {texts.follows(
          isRemoval
            ? texts.remove.text(device.name)
            : texts.unregister.text(preview.devices.length, preview.accounts),
          preview.otherOrganisations > 0,
          user.name,
        )}
      </p>
      <TextArea
        label={texts.evidence.label}
        description={texts.evidence.description}
        rows={2}
        maxLength={500}
        value={evidence}
        onChange={setEvidence}
      />
      {isRemoval ? (
        <Checkbox
          label={preview.sessions === 0 ? texts.sessions.none : texts.sessions.end(preview.sessions)}
          description={texts.sessions.description}
          checked={endSessions}
          onChange={setEndSessions}
        />
      ) : (
        <p className="text-control">{texts.sessions.all(preview.sessions)}</p>
      )}
      {preview.passkeys.length > 0 && (
        <LostPasskeys passkeys={preview.passkeys} chosen={passkeys} onChange={setPasskeys} />
      )}
      <RadioGroup
        label={texts.next.label}
        options={{
          'setup-code': {
            label: texts.next.code,
            description: isRemoval ? texts.next.restore : texts.next.anew,
            disabledReason: noClaim,
          },
          override: {
            label: texts.next.override.label,
            description: texts.next.override.description,
            disabledReason: noOverride,
          },
          nothing: {
            label: texts.next.nothing.label,
            description: goesOn ? texts.next.nothing.goesOn : texts.next.nothing.later,
          },
        }}
        value={next}
        onChange={setNext}
      />
      {next === 'override' && (
        <Select label={texts.goodFor} options={validities} value={validity} onChange={setValidity} />
      )}
      <TextField
        label={texts.type(<strong className="font-mono font-semibold select-all">{phrase}</strong>)}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        exact
      />
      {error && <Notice tone="danger">{errorMessage(error)}</Notice>}
      <p role="status" className="sr-only">
        {pending && texts.working}
      </p>
      <div className={dialogLooks.actions}>
        <Button disabled={pending} onClick={onBack}>
          {texts.back}
        </Button>
        <Button
          type="submit"
          tone="danger"
          pending={pending}
          disabled={!isConfirmed}
          disabledReason={isConfirmed ? missing : undefined}
        >
          {isRemoval ? texts.remove.action : texts.unregister.action}
        </Button>
      </div>
    </form>
  )
}
