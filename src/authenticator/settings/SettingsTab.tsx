import { Bell, ChevronRight, Download } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Switch } from '#ui/Switch.tsx'
import { chooseTheme, readTheme } from '#ui/theme.ts'
import { TabPage } from '../frame/TabPage.tsx'
import { useInstall } from '../install-prompt.ts'
import { checkAccounts, usePhoneState } from '../phone-state.ts'
import { turnOnPush } from '../push-registration.ts'
import { appVersion, isApple } from '../this-phone.ts'
import { useUpdate } from '../update.ts'
import { usePush } from '../use-push.ts'

interface SettingsTabProps {
  lock: boolean
  onLock: (lock: boolean) => void
}

export function SettingsTab({ lock, onLock }: SettingsTabProps) {
  const { enrolments } = usePhoneState()
  const [theme, setTheme] = useState(readTheme)
  const install = useInstall()
  const update = useUpdate()
  const only = enrolments.length === 1 ? enrolments[0] : undefined
  return (
    <TabPage title="Settings">
      <Alerts />
      <Card title="Lock">
        <Switch
          label="Ask when the app opens"
          description="Your fingerprint, face or PIN, also after a minute in the background. Every approval asks in any case."
          checked={lock}
          onChange={onLock}
        />
      </Card>
      <Card title="Look">
        <RadioGroup
          label="Theme"
          labelHidden
          value={theme}
          onChange={(next) => {
            chooseTheme(next)
            setTheme(next)
          }}
          options={{ system: 'As the phone', light: 'Light', dark: 'Dark' }}
        />
      </Card>
      <nav aria-label="More" className="overflow-hidden rounded-card border border-line bg-surface">
        <ul className="divide-y divide-line">
          <Row place="help" text="Help" />
          <Row place={only ? `remove/${only.deviceId}` : 'accounts'} text="Delete Account" />
          <Row place="reset" text="Reset App" />
        </ul>
      </nav>
      <Card title="About">
        <div className="grid gap-3">
          <p className="flex flex-wrap items-center gap-2">
            Latchkey {appVersion}
            {update !== 'none' && <Badge tone="info">Update ready</Badge>}
          </p>
          <p className="text-meta text-muted">Updates install themselves, never while a request is open.</p>
          {install && (
            <div>
              <Button icon={<Download size={18} aria-hidden />} onClick={install}>
                Install Latchkey
              </Button>
            </div>
          )}
          <Diagnostics />
        </div>
      </Card>
    </TabPage>
  )
}

const Row = ({ place, text }: { place: string; text: string }) => (
  <li>
    <a
      href={`#${place}`}
      className="flex min-h-14 items-center justify-between gap-3 px-4 font-medium -outline-offset-4 hover:bg-hover"
    >
      {text}
      <ChevronRight size={18} aria-hidden className="text-muted rtl:rotate-180" />
    </a>
  </li>
)

function Alerts() {
  const push = usePush()
  const { enrolments } = usePhoneState()
  const [tried, setTried] = useState<Awaited<ReturnType<typeof turnOnPush>>>()
  const [isPending, setPending] = useState(false)
  const now = tried ?? push
  const [enrolment] = enrolments
  const turnOn = async () => {
    if (!enrolment) return
    setPending(true)
    setTried(await turnOnPush(enrolment.vapidKey))
    await checkAccounts()
    setPending(false)
  }
  return (
    <Card
      title="Alerts"
      trailing={
        now && (
          <Badge tone={now.kind === 'webpush' ? 'success' : 'warning'}>
            {now.kind === 'webpush' ? 'On' : 'Off'}
          </Badge>
        )
      }
      loading={!now}
      lines={1}
    >
      {now?.kind === 'webpush' && (
        <p className="text-muted">This phone is told when a sign-in waits for you.</p>
      )}
      {now?.kind === 'none' && (
        <div className="grid gap-3">
          <p className="text-muted">You can still approve: open this app when you sign in.</p>
          {now.why === 'denied' && (
            <Notice tone="info" title="Alerts are not allowed">
              {isApple()
                ? "Open the phone's Settings, then Notifications › Latchkey, and allow them."
                : "Allow notifications for Latchkey in the phone's settings, or beside the address in the browser."}
            </Notice>
          )}
          {now.why === 'unsupported' && (
            <p className="text-meta text-muted">Alerts don't work in this browser.</p>
          )}
          {now.why === 'off' && (
            <div>
              <Button icon={<Bell size={18} aria-hidden />} pending={isPending} onClick={() => void turnOn()}>
                Turn on alerts
              </Button>
            </div>
          )}
        </div>
      )}
    </Card>
  )
}

/** For whoever helps: how things stand, and nothing that opens anything. */
function Diagnostics() {
  const push = usePush()
  const { enrolments, statuses, unchecked } = usePhoneState()
  const text = JSON.stringify({
    app: appVersion,
    browser: navigator.userAgent,
    installed: matchMedia('(display-mode: standalone)').matches,
    online: navigator.onLine,
    worker: navigator.serviceWorker?.controller?.state ?? 'none',
    alerts: push?.kind === 'none' ? push.why : push?.kind,
    devices: enrolments.map(({ deviceId, iss, credentialId, clockOffsetSeconds }) => ({
      id: deviceId,
      server: iss,
      verification: credentialId ? 'platform' : 'pin',
      clockOffsetSeconds,
      state: statuses[deviceId]?.state ?? 'not asked',
      checked: !unchecked.includes(deviceId),
    })),
  })
  const [copied, setCopied] = useState(false)
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-meta text-muted">
        Diagnostics say how this app stands, for whoever helps you. No secrets are in them.
      </p>
      <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
        {copied ? 'Copied' : 'Copy diagnostics'}
      </Button>
    </div>
  )
}
