import type { Enrolment } from '#phone/key-store.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { go } from '../frame/place.ts'
import { ShortCode } from '../onboarding/DoneStep.tsx'
import { checkAccounts, usePhoneState } from '../phone-state.ts'

/** What stands between this phone and approving at one organisation; nothing where nothing does. */
export function StandingNotice({ enrolment }: { enrolment: Enrolment }) {
  const { statuses, unchecked } = usePhoneState()
  const status = statuses[enrolment.deviceId]
  const name = enrolment.org.name
  switch (status?.state) {
    case 'user-deactivated':
      return (
        <Notice tone="danger" title={`Your account at ${name} is deactivated.`}>
          <p>Your IT administrator can tell you why.</p>
          {status.message && <p className="mt-2 border-s-2 border-danger-text ps-3">{status.message}</p>}
          <p className="mt-2">Contact your IT administrator if you believe this was in error.</p>
        </Notice>
      )
    case 'suspended':
      return (
        <Notice tone="warning" title="This phone is paused. Contact your administrator.">
          {status.why === 'pin'
            ? `The PIN was typed wrong too often. Until ${name} resumes it, this phone can't approve anything.`
            : `Until ${name} resumes it, this phone can't approve anything.`}
        </Notice>
      )
    case 'pending':
      return (
        <Notice tone="info" title={`${name} has to confirm this phone.`}>
          Tell your administrator this code: <ShortCode code={enrolment.shortCode} />
        </Notice>
      )
    case 'unknown':
      return (
        <Notice
          tone="warning"
          title={`${name} doesn't know this phone.`}
          actions={<Button onClick={() => go(`remove/${enrolment.deviceId}`)}>Remove from this phone</Button>}
        >
          Ask your IT administrator before you remove it.
        </Notice>
      )
    default:
      if (!unchecked.includes(enrolment.deviceId) || !navigator.onLine) return null
      return (
        <Notice
          tone="warning"
          actions={
            <Button size="compact" onClick={() => void checkAccounts()}>
              Try again
            </Button>
          }
        >
          Can't check your account at {name} right now. Nothing has changed.
        </Notice>
      )
  }
}
