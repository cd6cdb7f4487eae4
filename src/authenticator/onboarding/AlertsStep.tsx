import { Bell, BellOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { PushRegistration } from '#contract/device-messages.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { appPhone } from '../app-phone.ts'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { checkAccounts } from '../phone-state.ts'
import { currentPush, turnOnPush } from '../push-registration.ts'
import type { StepProps } from './Onboarding.tsx'

type Why = Extract<PushRegistration, { kind: 'none' }>['why']

/** Our words first; the system asks only after the tap, and only once. */
export function AlertsStep({ draft, advance }: StepProps) {
  const [isPending, setPending] = useState(false)
  const [why, setWhy] = useState<Why | null>(null)
  useEffect(() => {
    // What cannot work is not offered.
    void currentPush().then((push) => {
      if (push.kind === 'none' && push.why !== 'off') setWhy(push.why)
    })
  }, [])
  const goOn = () => void advance({ step: 'backup' })

  async function turnOn() {
    setPending(true)
    const enrolment = draft.deviceId && (await appPhone.store.findEnrolment(draft.deviceId))
    const push: PushRegistration = enrolment
      ? await turnOnPush(enrolment.vapidKey)
      : { kind: 'none', why: 'unsupported' }
    await checkAccounts()
    setPending(false)
    if (push.kind === 'webpush') goOn()
    else setWhy(push.why)
  }

  if (why) {
    return (
      <Screen
        title="You can still approve"
        picture={<Mark icon={BellOff} tone="warning" />}
        actions={
          <Button tone="primary" wide onClick={goOn}>
            Continue
          </Button>
        }
      >
        <Notice tone="warning" title={whyWords[why]}>
          You can still approve: open this app when you sign in.
        </Notice>
        {why !== 'unsupported' && <p className="text-muted">You can turn alerts on later, in Settings.</p>}
      </Screen>
    )
  }
  return (
    <Screen
      title="Get asked when you sign in"
      picture={<Mark icon={Bell} />}
      actions={
        <>
          <Button tone="primary" wide pending={isPending} onClick={() => void turnOn()}>
            Turn on alerts
          </Button>
          <Button wide disabled={isPending} onClick={() => setWhy('off')}>
            Not now
          </Button>
        </>
      }
    >
      <p className="text-muted text-pretty">
        An alert says only that a sign-in waits for you. Who asks and from where you see inside the app.
      </p>
    </Screen>
  )
}

const whyWords: Record<Why, string> = {
  denied: 'Alerts are not allowed',
  unsupported: "Alerts don't work here",
  off: 'Alerts are off',
}
