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
import { setUpTexts } from '../texts/set-up-texts.ts'
import { texts } from '../texts/texts.ts'
import type { StepProps } from './Onboarding.tsx'

const { alerts: words } = setUpTexts

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
        title={words.without}
        picture={<Mark icon={BellOff} tone="warning" />}
        actions={
          <Button tone="primary" wide onClick={goOn}>
            {texts.frame.continue}
          </Button>
        }
      >
        <Notice tone="warning" title={words.why[why]}>
          {words.withoutText}
        </Notice>
        {why !== 'unsupported' && <p className="text-muted">{words.later}</p>}
      </Screen>
    )
  }
  return (
    <Screen
      title={words.title}
      picture={<Mark icon={Bell} />}
      actions={
        <>
          <Button tone="primary" wide pending={isPending} onClick={() => void turnOn()}>
            {words.turnOn}
          </Button>
          <Button wide disabled={isPending} onClick={() => setWhy('off')}>
            {words.notNow}
          </Button>
        </>
      }
    >
      <p className="text-muted text-pretty">{words.text}</p>
    </Screen>
  )
}
