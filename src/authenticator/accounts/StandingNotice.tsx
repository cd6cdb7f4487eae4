import type { ReactNode } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { go } from '../frame/place.ts'
import { ShortCode } from '../frame/ShortCode.tsx'
import { checkAccounts, usePhoneState } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'
import { dateOf, fromSeconds, timeOf } from '../time-words.ts'
import { isOpenEnded, pausedUntil } from './standing.ts'

const { accounts: words } = texts

/** What stands between this phone and approving at one organisation, or its alerts; nothing where nothing does. */
export function StandingNotice({ enrolment }: { enrolment: Enrolment }): ReactNode {
  const { statuses } = usePhoneState()
  const status = statuses[enrolment.deviceId]
  const name = enrolment.org.name
  switch (status?.state) {
    case 'user-deactivated':
      return (
        <Notice tone="danger" title={words.deactivated.title(name)}>
          <p>{words.deactivated.text}</p>
          {status.message && <p className="mt-2 border-s-2 border-danger-text ps-3">{status.message}</p>}
          <p className="mt-2">{words.deactivated.contact}</p>
        </Notice>
      )
    case 'suspended':
      return (
        <Notice tone="warning" title={words.suspended.title}>
          {status.why === 'pin' ? words.suspended.pin(name) : words.suspended.text(name)}
        </Notice>
      )
    case 'pending':
      return (
        <Notice tone="info" title={words.pending.title(name)}>
          {words.pending.code} <ShortCode code={status.short_code ?? enrolment.shortCode} />
        </Notice>
      )
    case 'unknown':
      return (
        <Notice
          tone="warning"
          title={words.notKnown.title(name)}
          actions={
            <Button onClick={() => go(`remove/${enrolment.deviceId}`)}>{words.notKnown.remove}</Button>
          }
        >
          {words.notKnown.text}
        </Notice>
      )
    default:
      return <ActiveNotices enrolment={enrolment} />
  }
}

/** Of a phone that can approve: replaced by another, silent for a while, or not to be checked just now. */
function ActiveNotices({ enrolment }: { enrolment: Enrolment }) {
  const { statuses, unchecked } = usePhoneState()
  const { deviceId, org } = enrolment
  const status = statuses[deviceId]
  const until = status && pausedUntil(status)
  const isUnchecked = unchecked.includes(deviceId) && navigator.onLine
  return (
    <>
      {status?.replaced_at !== undefined && (
        <Notice
          tone="warning"
          title={words.replaced.title}
          actions={<Button onClick={() => go(`keep/${deviceId}`)}>{words.replaced.keep}</Button>}
        >
          {words.replaced.text(org.name, dateOf(fromSeconds(status.replaced_at)))}
        </Notice>
      )}
      {status?.termination_asked && (
        <Notice
          tone="warning"
          title={words.termination.title}
          actions={<Button onClick={() => go(`termination/${deviceId}`)}>{words.termination.answer}</Button>}
        >
          {words.termination.text(org.name)}
        </Notice>
      )}
      {until && (
        <Notice
          tone="info"
          title={
            isOpenEnded(until) ? words.paused.open(org.name) : words.paused.until(org.name, timeOf(until))
          }
        >
          {words.paused.text}
        </Notice>
      )}
      {isUnchecked && (
        <Notice
          tone="warning"
          actions={
            <Button size="compact" onClick={() => void checkAccounts()}>
              {texts.frame.tryAgain}
            </Button>
          }
        >
          {words.unchecked(org.name)}
        </Notice>
      )}
    </>
  )
}
