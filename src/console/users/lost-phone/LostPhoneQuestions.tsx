import { useState } from 'react'
import type { DeviceId } from '#contract/ids.ts'
import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { dialogLooks } from '#ui/dialog-looks.ts'
import { RadioGroup, type RadioOption } from '#ui/RadioGroup.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { modelOf } from '../devices/device-words.ts'
import type { LostPhonePreview } from './LostPhoneDialog.tsx'
import { StepHeading } from './StepHeading.tsx'
import { type Answers, type LostPhonePath, suggestPath } from './suggest-path.ts'

interface LostPhoneQuestionsProps {
  user: User
  preview: LostPhonePreview
  answers: Answers
  onAnswers: (answers: Answers) => void
  onClose: () => void
  onNext: (path: LostPhonePath) => void
}

/** What to ask the person, and which way follows from it. */
export function LostPhoneQuestions(props: LostPhoneQuestionsProps) {
  const { user, preview, onAnswers, onClose, onNext } = props
  const { devices, lastBackupAt } = preview
  const only = devices.length === 1 ? devices[0] : undefined
  const answers: Answers = { ...props.answers, phone: props.answers.phone ?? only?.id ?? null }
  const suggestion = suggestPath(answers, preview)
  const [chosen, setChosen] = useState<LostPhonePath | null>(null)
  const path = chosen ?? suggestion?.path ?? null
  const answer = (some: Partial<Answers>) => {
    setChosen(null)
    onAnswers({ ...answers, ...some })
  }
  const cannotRemove =
    devices.length === 0
      ? 'There is no phone to remove'
      : answers.phone === 'unknown'
        ? 'Say first which phone is gone'
        : undefined
  const known = (
    <>
      Last backup known here:{' '}
      {lastBackupAt ? <RelativeTime key="backup" at={lastBackupAt} focusable={false} /> : 'none'}
    </>
  )
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (path && suggestion) onNext(path)
      }}
    >
      <StepHeading>1 of 2: What happened?</StepHeading>
      {devices.length > 0 && (
        <>
          <RadioGroup
            label="Which phone is gone?"
            options={
              {
                ...Object.fromEntries(
                  devices.map((device): [string, RadioOption] => [
                    device.id,
                    {
                      label: device.name,
                      description: (
                        <>
                          {modelOf(device)}
                          {device.pushTarget && ', active'}
                          {', used '}
                          <RelativeTime at={device.lastActiveAt} focusable={false} />
                        </>
                      ),
                    },
                  ]),
                ),
                ...(devices.length > 1 && { unknown: 'They can’t say, or more than one' }),
              } as Record<DeviceId | 'unknown', RadioOption | string> // the keys are the devices' ids
            }
            value={answers.phone}
            onChange={(phone) => answer({ phone })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <RadioGroup
              label="Is there a backup?"
              description={known}
              options={{
                yes: 'Yes, they can open it',
                no: 'No',
                unknown: 'They don’t know',
              }}
              value={answers.backup}
              onChange={(backup) => answer({ backup })}
            />
            <RadioGroup
              label="Was the phone locked?"
              description="By a code, a fingerprint or a face."
              options={{ yes: 'Yes', no: 'No', unknown: 'They don’t know' }}
              value={answers.locked}
              onChange={(locked) => answer({ locked })}
            />
          </div>
        </>
      )}
      {suggestion && (
        <div className="rounded-control border border-line bg-canvas p-3.5">
          <RadioGroup
            label="What to do"
            description={
              <span role="status">
                {suggestion.path === 'remove' ? 'Removing it is enough. ' : 'Unregister all. '}
                {suggestion.why}
              </span>
            }
            options={{
              remove: {
                label: suggested('Remove the phone', suggestion.path === 'remove'),
                description:
                  'Their identity stays: a backup restores it, with a claim code of yours. Other phones go on.',
                disabledReason: cannotRemove,
              },
              unregister: {
                label: suggested('Unregister All Devices', suggestion.path === 'unregister'),
                description: `Every phone goes and the identity of ${user.name} is reset. Backups made before stop working.`,
              },
            }}
            value={path}
            onChange={setChosen}
          />
        </div>
      )}
      <div className={dialogLooks.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          tone="primary"
          disabledReason={suggestion ? undefined : 'Answer the three questions first'}
        >
          Continue
        </Button>
      </div>
    </form>
  )
}

const suggested = (text: string, is: boolean) => (
  <>
    {text}
    {is && <span className="text-muted"> (suggested)</span>}
  </>
)
