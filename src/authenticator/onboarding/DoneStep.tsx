import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Facts } from '#ui/Facts.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { ShortCode } from '../frame/ShortCode.tsx'
import { useInstall } from '../install-prompt.ts'
import { usePhoneState } from '../phone-state.ts'
import { setUpTexts } from '../texts/set-up-texts.ts'
import type { StepProps } from './Onboarding.tsx'

const { done: words } = setUpTexts.onboarding

export function DoneStep({ draft, onLeave }: StepProps) {
  const [shown, setShown] = useState(false)
  const { enrolments } = usePhoneState()
  const install = useInstall()
  const enrolment = enrolments.find(({ deviceId }) => deviceId === draft.deviceId)
  return (
    <Screen
      title={words.title}
      picture={<Mark icon={CircleCheck} tone="success" />}
      actions={
        <>
          <Button tone="primary" wide onClick={onLeave}>
            {words.done}
          </Button>
          {install && (
            <Button wide onClick={install}>
              {words.install}
            </Button>
          )}
        </>
      }
    >
      <p className="text-muted text-pretty">{enrolment ? words.textAt(enrolment.org.name) : words.text}</p>
      {enrolment && (
        <>
          <Facts
            items={[
              [words.organisation, enrolment.org.name],
              [words.account, enrolment.user.hint],
              [words.shortCode, shown ? <ShortCode key="code" code={enrolment.shortCode} /> : undefined],
            ]}
          />
          {!shown && (
            <div>
              <Button onClick={() => setShown(true)}>{words.showShortCode}</Button>
              <p className="mt-2 text-meta text-muted">{words.why}</p>
            </div>
          )}
        </>
      )}
    </Screen>
  )
}
