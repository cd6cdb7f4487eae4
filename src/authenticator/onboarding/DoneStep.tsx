import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Facts } from '#ui/Facts.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { ShortCode } from '../frame/ShortCode.tsx'
import { useInstall } from '../install-prompt.ts'
import { usePhoneState } from '../phone-state.ts'
import type { StepProps } from './Onboarding.tsx'

export function DoneStep({ draft, onLeave }: StepProps) {
  const [shown, setShown] = useState(false)
  const { enrolments } = usePhoneState()
  const install = useInstall()
  const enrolment = enrolments.find(({ deviceId }) => deviceId === draft.deviceId)
  return (
    <Screen
      title="You're set"
      picture={<Mark icon={CircleCheck} tone="success" />}
      actions={
        <>
          <Button tone="primary" wide onClick={onLeave}>
            Done
          </Button>
          {install && (
            <Button wide onClick={install}>
              Install Latchkey
            </Button>
          )}
        </>
      }
    >
      <p className="text-muted text-pretty">
        This phone now approves your sign-ins{enrolment ? ` at ${enrolment.org.name}` : ''}. When you sign in,
        type the number from your screen here.
      </p>
      {enrolment && (
        <>
          <Facts
            items={[
              ['Organisation', enrolment.org.name],
              ['Account', enrolment.user.hint],
              ['Short code', shown ? <ShortCode key="code" code={enrolment.shortCode} /> : undefined],
            ]}
          />
          {!shown && (
            <div>
              <Button onClick={() => setShown(true)}>Show the short code</Button>
              <p className="mt-2 text-meta text-muted">
                Your administrator may ask for it to make sure it's you.
              </p>
            </div>
          )}
        </>
      )}
    </Screen>
  )
}
