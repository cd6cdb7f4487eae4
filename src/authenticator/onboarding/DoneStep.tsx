import { CircleCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Facts } from '#ui/Facts.tsx'
import { StandingNotice } from '../accounts/StandingNotice.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { ShortCode } from '../frame/ShortCode.tsx'
import { useInstall } from '../install-prompt.ts'
import { checkAccounts, usePhoneState } from '../phone-state.ts'
import { TestAlert } from '../settings/TestAlert.tsx'
import { setUpTexts } from '../texts/set-up-texts.ts'
import { usePush } from '../use-push.ts'
import type { StepProps } from './Onboarding.tsx'

const { done: words } = setUpTexts

export function DoneStep({ draft, onLeave }: StepProps) {
  const [shown, setShown] = useState(false)
  const { enrolments, statuses } = usePhoneState()
  const push = usePush()
  const install = useInstall()
  const enrolment = enrolments.find(({ deviceId }) => deviceId === draft.deviceId)
  const isPending = enrolment && statuses[enrolment.deviceId]?.state === 'pending'
  useEffect(() => {
    // Whether an administrator has yet to confirm it is the organisation's to say.
    void checkAccounts()
  }, [])
  return (
    <Screen
      title={isPending ? words.almost : words.title}
      picture={<Mark icon={CircleCheck} tone={isPending ? 'accent' : 'success'} />}
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
      {isPending ? (
        <StandingNotice enrolment={enrolment} />
      ) : (
        <p className="text-muted text-pretty">{enrolment ? words.textAt(enrolment.org.name) : words.text}</p>
      )}
      {enrolment && !isPending && push?.kind === 'webpush' && <TestAlert enrolment={enrolment} />}
      {enrolment && !isPending && (
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
