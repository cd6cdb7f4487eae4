import { BellRing } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import { sendTestAlert } from '#phone/test-alert.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { go } from '../frame/place.ts'
import { texts } from '../texts/texts.ts'
import type { FromWorker } from '../worker-messages.ts'

const { alerts: words } = texts.settings

/** An alert takes seconds; after this the person is told what to look at. */
const patienceMs = 20_000

type Stage = 'idle' | 'asking' | 'sent' | 'arrived' | 'missing'

/** Has the organisation ring this phone, and says whether it rang. */
export function TestAlert({ enrolment }: { enrolment: Enrolment }) {
  const [stage, setStage] = useState<Stage>('idle')
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const heard = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'test') setStage('arrived')
    }
    navigator.serviceWorker?.addEventListener('message', heard)
    return () => navigator.serviceWorker?.removeEventListener('message', heard)
  }, [])
  useEffect(() => {
    if (stage !== 'sent') return
    const timer = setTimeout(() => setStage('missing'), patienceMs)
    return () => clearTimeout(timer)
  }, [stage])
  const send = async () => {
    setStage('asking')
    setError(null)
    try {
      await sendTestAlert(appPhone, enrolment)
      // It may ring before the reply is here.
      setStage((now) => (now === 'asking' ? 'sent' : now))
    } catch (cause) {
      setError(cause)
      setStage('idle')
    }
  }
  return (
    <div className="grid justify-items-start gap-2">
      <Button
        icon={<BellRing size={18} aria-hidden />}
        pending={stage === 'asking'}
        onClick={() => void send()}
      >
        {words.test}
      </Button>
      <div role="status" className="text-control text-muted">
        {stage === 'sent' && words.sent}
        {stage === 'arrived' && <span className="font-medium text-success">{words.arrived}</span>}
      </div>
      {stage === 'missing' && (
        <Notice
          tone="warning"
          actions={
            <Button size="compact" onClick={() => go('help/no-alerts')}>
              {words.whatToDo}
            </Button>
          }
        >
          {words.missing}
        </Notice>
      )}
      {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
    </div>
  )
}
