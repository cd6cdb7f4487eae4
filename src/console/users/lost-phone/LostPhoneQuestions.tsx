import { useState } from 'react'
import type { DeviceId } from '#contract/ids.ts'
import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { dialogLooks } from '#ui/dialog-looks.ts'
import { RadioGroup, type RadioOption } from '#ui/RadioGroup.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { lostPhoneTexts } from '../../texts/users/lost-phone.tsx'
import { modelOf } from '../devices/device-words.ts'
import type { LostPhonePreview } from './LostPhoneDialog.tsx'
import { StepHeading } from './StepHeading.tsx'
import { type Answers, type LostPhonePath, suggestPath } from './suggest-path.ts'

const texts = lostPhoneTexts.questions

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
    devices.length === 0 ? texts.noPhone : answers.phone === 'unknown' ? texts.whichFirst : undefined
  const known = texts.lastBackup(
    lastBackupAt ? <RelativeTime key="backup" at={lastBackupAt} focusable={false} /> : texts.noBackup,
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
      <StepHeading>{texts.title}</StepHeading>
      {devices.length > 0 && (
        <>
          <RadioGroup
            label={texts.which}
            options={
              {
                ...Object.fromEntries(
                  devices.map((device): [string, RadioOption] => [
                    device.id,
                    {
                      label: device.name,
                      description: texts.device(
                        modelOf(device),
                        device.pushTarget,
                        <RelativeTime at={device.lastActiveAt} focusable={false} />,
                      ),
                    },
                  ]),
                ),
                ...(devices.length > 1 && { unknown: texts.cannotSay }),
              } as Record<DeviceId | 'unknown', RadioOption | string> // the keys are the devices' ids
            }
            value={answers.phone}
            onChange={(phone) => answer({ phone })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <RadioGroup
              label={texts.backup.label}
              description={known}
              options={{
                yes: texts.backup.yes,
                no: texts.no,
                unknown: texts.unknown,
              }}
              value={answers.backup}
              onChange={(backup) => answer({ backup })}
            />
            <RadioGroup
              label={texts.locked.label}
              description={texts.locked.description}
              options={{ yes: texts.yes, no: texts.no, unknown: texts.unknown }}
              value={answers.locked}
              onChange={(locked) => answer({ locked })}
            />
          </div>
        </>
      )}
      {suggestion && (
        <div className="rounded-control border border-line bg-canvas p-3.5">
          <RadioGroup
            label={texts.whatToDo}
            description={<span role="status">{texts.suggestion[suggestion.path](suggestion.why)}</span>}
            options={{
              remove: {
                label: suggested(texts.remove.label, suggestion.path === 'remove'),
                description: texts.remove.description,
                disabledReason: cannotRemove,
              },
              unregister: {
                label: suggested(texts.unregister.label, suggestion.path === 'unregister'),
                description: texts.unregister.description(user.name),
              },
            }}
            value={path}
            onChange={setChosen}
          />
        </div>
      )}
      <div className={dialogLooks.actions}>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" tone="primary" disabledReason={suggestion ? undefined : texts.answerFirst}>
          {texts.continue}
        </Button>
      </div>
    </form>
  )
}

const suggested = (text: string, is: boolean) => (
  <>
    {text}
    {is && <span className="text-muted"> {texts.suggested}</span>}
  </>
)
