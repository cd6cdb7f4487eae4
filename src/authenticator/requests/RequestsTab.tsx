import { BellOff, ScanQrCode, ShieldCheck } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Notice } from '#ui/Notice.tsx'
import { StandingNotice } from '../accounts/StandingNotice.tsx'
import { useOverviews } from '../accounts/use-overviews.ts'
import { BackupReminder } from '../backup/BackupReminder.tsx'
import { go } from '../frame/place.ts'
import { TabPage } from '../frame/TabPage.tsx'
import { usePhoneState } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'
import { usePush } from '../use-push.ts'
import { ActivityCard } from './ActivityCard.tsx'

const { requests: words } = texts

/** Nothing waits: what comes next, the scanner for a page that shows a code, and what was asked lately. */
export function RequestsTab({ isAway, onScan }: { isAway: boolean; onScan: () => void }) {
  const { enrolments } = usePhoneState()
  const overviews = useOverviews(enrolments)
  const push = usePush()
  return (
    <TabPage title={words.title}>
      {enrolments.map((enrolment) => (
        <StandingNotice key={enrolment.deviceId} enrolment={enrolment} />
      ))}
      {isAway && navigator.onLine && <Notice tone="warning">{words.away}</Notice>}
      <section className="rounded-card border border-line bg-surface">
        <EmptyState
          icon={<ShieldCheck size={20} aria-hidden />}
          title={words.nothing}
          actions={
            <Button tone="primary" icon={<ScanQrCode size={18} aria-hidden />} onClick={onScan}>
              {words.scan}
            </Button>
          }
        >
          {words.next}
        </EmptyState>
      </section>
      <BackupReminder />
      {push?.kind === 'none' && (
        <p className="flex items-start gap-2 text-meta text-muted">
          <BellOff size={16} aria-hidden className="mt-0.5 shrink-0" />
          <span>
            {words.alertsOff}{' '}
            <button
              type="button"
              className="rounded-badge font-medium text-accent-text underline underline-offset-2"
              onClick={() => go('settings')}
            >
              {words.settings}
            </button>
          </span>
        </p>
      )}
      <ActivityCard enrolments={enrolments} overviews={overviews} most={5} />
    </TabPage>
  )
}
