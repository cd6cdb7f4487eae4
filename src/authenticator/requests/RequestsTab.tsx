import { BellOff, ScanQrCode, ShieldCheck } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Notice } from '#ui/Notice.tsx'
import { StandingNotice } from '../accounts/StandingNotice.tsx'
import { go } from '../frame/place.ts'
import { TabPage } from '../frame/TabPage.tsx'
import { usePhoneState } from '../phone-state.ts'
import { usePush } from '../use-push.ts'

/** Nothing waits: what comes next, and the scanner for a page that shows a code. */
export function RequestsTab({ isAway, onScan }: { isAway: boolean; onScan: () => void }) {
  const { enrolments } = usePhoneState()
  const push = usePush()
  return (
    <TabPage title="Requests">
      {enrolments.map((enrolment) => (
        <StandingNotice key={enrolment.deviceId} enrolment={enrolment} />
      ))}
      {isAway && <Notice tone="warning">The server can't be reached just now. We keep trying.</Notice>}
      <section className="rounded-card border border-line bg-surface">
        <EmptyState
          icon={<ShieldCheck size={20} aria-hidden />}
          title="Nothing to approve"
          actions={
            <Button tone="primary" icon={<ScanQrCode size={18} aria-hidden />} onClick={onScan}>
              Scan QR code
            </Button>
          }
        >
          When you sign in, the request appears here. A sign-in page that shows a QR code can be scanned
          instead.
        </EmptyState>
      </section>
      {push?.kind === 'none' && (
        <p className="flex items-start gap-2 text-meta text-muted">
          <BellOff size={16} aria-hidden className="mt-0.5 shrink-0" />
          <span>
            Alerts are off: open this app when you sign in.{' '}
            <button
              type="button"
              className="rounded-badge font-medium text-accent-text underline underline-offset-2"
              onClick={() => go('settings')}
            >
              Settings
            </button>
          </span>
        </p>
      )}
    </TabPage>
  )
}
