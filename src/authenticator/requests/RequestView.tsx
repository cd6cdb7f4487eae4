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
import { checkAccounts } from '../phone-state.ts'
import { byPlatformCredential } from '../platform-credential.ts'
import { texts } from '../texts/texts.ts'
import { AfterReport } from './AfterReport.tsx'
import { EndingScreen } from './EndingScreen.tsx'
import { FloodNotice } from './FloodNotice.tsx'
import { PinStep } from './PinStep.tsx'
import { RequestFacts } from './RequestFacts.tsx'
import { type EndingName, endingOf } from './request-endings.ts'
import type { OpenRequest } from './use-requests.ts'
import { numberLabelOf, questionOf } from './what-is-asked.ts'

const { requests: words } = texts

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
    document.title = words.pageTitle
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
      // From a report on no request rings for a while: the app says so, and until when.
      if (state === 'reported') void checkAccounts()
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
  /** After a wrong number: the request has ended, and may still be reported while it would have lived. */
  async function reportLate() {
    if (under) return
    setUnder('report')
    setError(null)
    try {
      await answer(appPhone, enrolment, challenge, { kind: 'report' })
      setEnding('reported')
      void checkAccounts()
    } catch (cause) {
      // Too late to tell anybody from here: what they can do themselves is said all the same.
      if (cause instanceof Problem && cause.code === 'request-ended') setEnding('not-me')
      else setError(cause)
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

  const isNewPhone = claims.act === 'add-device'
  if (ending) {
    const isStranger = ending === 'reported' || ending === 'not-me'
    return (
      <EndingScreen
        name={ending}
        onClose={onClose}
        reporting={under === 'report'}
        onNotMe={() => void reportLate()}
        {...(isNewPhone && ending === 'approved' && { said: words.addedDevice })}
      >
        {isStranger && <AfterReport enrolment={enrolment} />}
        {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
      </EndingScreen>
    )
  }
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
        title={questionOf(claims)}
        actions={
          <>
            {canApprove && (
              <Button
                type="submit"
                tone="primary"
                wide
                pending={under === 'approve'}
                disabledReason={isComplete ? undefined : words.missing(claims.digits)}
              >
                {words.approve}
              </Button>
            )}
            <Button wide pending={under === 'deny'} onClick={() => void send({ kind: 'deny' })}>
              {words.deny}
            </Button>
            <Button
              tone="quiet"
              wide
              pending={under === 'report'}
              onClick={() => void send({ kind: 'report' })}
            >
              {words.report}
            </Button>
            <p className="mt-1 text-center text-meta text-muted">
              <Countdown
                until={challenge.endsAt}
                label={words.expiresIn}
                onEnd={() => setEnding('expired')}
              />
            </p>
          </>
        }
      >
        {isFlood && <FloodNotice enrolment={enrolment} isDeaf={isDeaf} />}
        {isNewPhone && (
          <Notice tone="warning" title={words.addDevice.warning}>
            {words.addDevice.text}
          </Notice>
        )}
        <RequestFacts claims={claims} organisation={enrolment.org.name} />
        {!challenge.canApprove && (
          <Notice tone="warning" title={words.cannotApprove.title}>
            {words.cannotApprove.text}
          </Notice>
        )}
        {challenge.canApprove && !isAccepted && <Notice tone="warning">{words.otherWay}</Notice>}
        {canApprove && q !== null && <Notice tone="info">{words.scanned}</Notice>}
        {canApprove && q === null && (
          <>
            <CodeField
              label={numberLabelOf(claims)}
              kind="digits"
              length={claims.digits}
              value={number}
              onChange={setNumber}
              autoFocus
            />
            {!isNewPhone && (
              <div className="-ms-3.5">
                <Button tone="quiet" icon={<ScanQrCode size={18} aria-hidden />} onClick={onScan}>
                  {words.scanInstead}
                </Button>
              </div>
            )}
          </>
        )}
        {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
      </Screen>
    </form>
  )
}
