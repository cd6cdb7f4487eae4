import { Bell } from 'lucide-react'
import { useState } from 'react'
import type { PushRegistration } from '#contract/device-messages.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Notice } from '#ui/Notice.tsx'
import { checkAccounts, usePhoneState } from '../phone-state.ts'
import { turnOnPush } from '../push-registration.ts'
import { texts } from '../texts/texts.ts'
import { isApple } from '../this-phone.ts'
import { usePush } from '../use-push.ts'
import { TestAlert } from './TestAlert.tsx'

const { alerts: words } = texts.settings

/** Whether this phone rings, what keeps it from it, and a test. */
export function AlertsCard() {
  const push = usePush()
  const { enrolments, statuses } = usePhoneState()
  const [tried, setTried] = useState<PushRegistration>()
  const [isPending, setPending] = useState(false)
  const now = tried ?? push
  const [enrolment] = enrolments
  const testable = enrolments.find(({ deviceId }) => statuses[deviceId]?.state === 'active')
  const turnOn = async () => {
    if (!enrolment) return
    setPending(true)
    setTried(await turnOnPush(enrolment.vapidKey))
    await checkAccounts()
    setPending(false)
  }
  return (
    <Card
      title={words.title}
      trailing={
        now && (
          <Badge tone={now.kind === 'webpush' ? 'success' : 'warning'}>
            {now.kind === 'webpush' ? words.on : words.off}
          </Badge>
        )
      }
      loading={!now}
      lines={1}
    >
      {now?.kind === 'webpush' && (
        <div className="grid gap-3">
          <p className="text-muted">{words.working}</p>
          {testable && <TestAlert enrolment={testable} />}
        </div>
      )}
      {now?.kind === 'none' && (
        <div className="grid gap-3">
          <p className="text-muted">{words.without}</p>
          {now.why === 'denied' && (
            <Notice tone="info" title={words.denied.title}>
              {isApple() ? words.denied.apple : words.denied.other}
            </Notice>
          )}
          {now.why === 'unsupported' && <p className="text-meta text-muted">{words.unsupported}</p>}
          {now.why === 'off' && (
            <div>
              <Button icon={<Bell size={18} aria-hidden />} pending={isPending} onClick={() => void turnOn()}>
                {words.turnOn}
              </Button>
            </div>
          )}
        </div>
      )}
    </Card>
  )
}
