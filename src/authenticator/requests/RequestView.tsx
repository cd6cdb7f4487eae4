import { ScanQrCode } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Problem } from '#contract/problem.ts'
import { answer, type Decision } from '#phone/answer.ts'
import type { Verification } from '#phone/phone.ts'
import { Button } from '#ui/Button.tsx'
import { CodeField } from '#ui/CodeField.tsx'
import { Countdown } from '#ui/Countdown.tsx'
import { Notice } from '#ui/Notice.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { Screen } from '../frame/Screen.tsx'
import { byPlatformCredential } from '../platform-credential.ts'
import { EndingScreen } from './EndingScreen.tsx'
import { PinStep } from './PinStep.tsx'
import { RequestFacts } from './RequestFacts.tsx'
import { type EndingName, endingOf } from './request-endings.ts'
import type { OpenRequest } from './use-requests.ts'

/** A tap that was meant for what stood here before must not decide anything. */
const deafMs = 500

interface RequestViewProps {
  request: OpenRequest
  onAnswering: (isAnswering: boolean) => void
  /** The page shows a code in the number's stead. */
  onScan: () => void
  onClose: () => void
}

/** What is asked, and the three answers. Nothing can be approved before it was shown. */
export function RequestView({ request, onAnswering, onScan, onClose }: RequestViewProps) {
  const { enrolment, challenge, q, isFlood } = request
  const { claims } = challenge
  const [number, setNumber] = useState('')
  const [asksPin, setAsksPin] = useState(false)
  const [under, setUnder] = useState<Decision['kind'] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [ending, setEnding] = useState<EndingName | null>(null)
  const shownAt = useRef(Number.POSITIVE_INFINITY)
  useEffect(() => {
    shownAt.current = performance.now()
    const before = document.title
    document.title = 'Sign-in request · Latchkey'
    navigator.vibrate?.([120, 80, 120])
    return () => {
      document.title = before
    }
  }, [])

  const isDeaf = () => performance.now() - shownAt.current < deafMs
  const kind = enrolment.credentialId ? 'wa' : 'pin'
  const isAccepted = claims.uv.includes(kind)
  const canApprove = challenge.canApprove && isAccepted
  const isComplete = q !== null || number.length === claims.digits

  async function send(decision: Decision) {
    if (under || isDeaf()) return
    setUnder(decision.kind)
    onAnswering(true)
    setError(null)
    try {
      const { state, why } = await answer(appPhone, enrolment, challenge, decision)
      setEnding(why === 'wrong-number' ? 'wrong-number' : state)
    } catch (cause) {
      if (cause instanceof Problem && cause.code === 'request-ended')
        setEnding(endingOf(cause.members['state']))
      else if (cause instanceof Problem && cause.code === 'device-suspended') setEnding('paused')
      else {
        // It still waits, and may be answered again, here or elsewhere.
        onAnswering(false)
        setError(cause)
      }
    }
    setUnder(null)
  }
  const approve = (verification: Verification) =>
    send({ kind: 'approve', verification, ...(q === null ? { number } : { q }) })
  const begin = () => {
    if (under || isDeaf() || !isComplete) return
    setError(null)
    if (kind === 'pin') setAsksPin(true)
    else void approve(byPlatformCredential)
  }

  if (ending) return <EndingScreen name={ending} onClose={onClose} onNotMe={() => setEnding('not-me')} />
  if (asksPin) {
    return (
      <PinStep
        pending={under === 'approve'}
        error={error ? explain(error) : null}
        onPin={(pin) => void approve({ kind: 'pin', pin })}
        onBack={() => {
          setError(null)
          setAsksPin(false)
        }}
      />
    )
  }
  return (
    <form
      noValidate
      className="rises"
      onSubmit={(event) => {
        event.preventDefault()
        begin()
      }}
    >
      <Screen
        title={
          claims.act === 'step-up'
            ? `Approve this in ${claims.app}?`
            : `Is this you signing in to ${claims.app}?`
        }
        actions={
          <>
            {canApprove && (
              <Button
                type="submit"
                tone="primary"
                wide
                pending={under === 'approve'}
                disabledReason={isComplete ? undefined : missing(claims.digits)}
              >
                Approve
              </Button>
            )}
            <Button wide pending={under === 'deny'} onClick={() => void send({ kind: 'deny' })}>
              Deny
            </Button>
            <Button
              tone="quiet"
              wide
              pending={under === 'report'}
              onClick={() => void send({ kind: 'report' })}
            >
              It's not me: deny and report
            </Button>
            <p className="mt-1 text-center text-meta text-muted">
              <Countdown until={challenge.endsAt} label="Expires in" onEnd={() => setEnding('expired')} />
            </p>
          </>
        }
      >
        {isFlood && (
          <Notice tone="danger" title="Someone may be trying to get in">
            Several requests came within a few minutes. If you didn't start them, choose “It's not me”: that
            stops their alerts for 15 minutes.
          </Notice>
        )}
        <RequestFacts claims={claims} organisation={enrolment.org.name} />
        {!challenge.canApprove && (
          <Notice tone="warning" title="This version of the app can't approve this">
            Update Latchkey and ask again. You can still deny it.
          </Notice>
        )}
        {challenge.canApprove && !isAccepted && (
          <Notice tone="warning">
            Your organisation asks for another way to make sure it's you. Contact your IT administrator.
          </Notice>
        )}
        {canApprove && q !== null && (
          <Notice tone="info">You scanned the code on the sign-in page. No number is needed.</Notice>
        )}
        {canApprove && q === null && (
          <>
            <CodeField
              label="Type the number shown on your computer"
              kind="digits"
              length={claims.digits}
              value={number}
              onChange={setNumber}
              autoFocus
            />
            <div className="-ms-3.5">
              <Button tone="quiet" icon={<ScanQrCode size={18} aria-hidden />} onClick={onScan}>
                Scan the QR code instead
              </Button>
            </div>
          </>
        )}
        {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
      </Screen>
    </form>
  )
}

const missing = (digits: number) =>
  digits === 2 ? 'Type both digits first' : `Type all ${digits} digits first`
