import { ChevronRight, Download } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Switch } from '#ui/Switch.tsx'
import { chooseTheme, readTheme } from '#ui/theme.ts'
import { go } from '../frame/place.ts'
import { TabPage } from '../frame/TabPage.tsx'
import { useInstall } from '../install-prompt.ts'
import { usePhoneState } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'
import { appVersion } from '../this-phone.ts'
import { useUpdate } from '../update.ts'
import { AlertsCard } from './AlertsCard.tsx'
import { Diagnostics } from './Diagnostics.tsx'

const { settings: words } = texts

interface SettingsTabProps {
  lock: boolean
  onLock: (lock: boolean) => void
}

export function SettingsTab({ lock, onLock }: SettingsTabProps) {
  const { enrolments } = usePhoneState()
  const [theme, setTheme] = useState(readTheme)
  const only = enrolments.length === 1 ? enrolments[0] : undefined
  const hasPin = enrolments.some(({ pinSalt }) => pinSalt !== null)
  const opensByPin = (enrolments[0]?.credentialId ?? null) === null
  return (
    <TabPage title={words.title}>
      <AlertsCard />
      <Card title={words.lock.title}>
        <div className="grid gap-3">
          <Switch
            label={words.lock.label}
            description={opensByPin ? words.lock.pin : words.lock.platform}
            checked={lock}
            onChange={onLock}
          />
          {hasPin && (
            <div>
              <Button onClick={() => go('pin')}>{words.lock.changePin}</Button>
            </div>
          )}
        </div>
      </Card>
      <Card title={words.look.title}>
        <RadioGroup
          label={words.look.theme}
          labelHidden
          value={theme}
          onChange={(next) => {
            chooseTheme(next)
            setTheme(next)
          }}
          options={{ system: words.look.system, light: words.look.light, dark: words.look.dark }}
        />
      </Card>
      <nav
        aria-label={words.more.label}
        className="overflow-hidden rounded-card border border-line bg-surface"
      >
        <ul className="divide-y divide-line">
          <Row place="backup" text={texts.backup.title} />
          <Row place="help" text={words.more.help} />
          <Row place={only ? `remove/${only.deviceId}` : 'accounts'} text={words.more.delete} />
          <Row place="reset" text={words.more.reset} />
        </ul>
      </nav>
      <About />
    </TabPage>
  )
}

const Row = ({ place, text }: { place: string; text: string }) => (
  <li>
    <a
      href={`#${place}`}
      className="flex min-h-14 items-center justify-between gap-3 px-4 font-medium -outline-offset-4 hover:bg-hover"
    >
      <span className="min-w-0 wrap-anywhere">{text}</span>
      <ChevronRight size={18} aria-hidden className="shrink-0 text-muted rtl:rotate-180" />
    </a>
  </li>
)

function About() {
  const install = useInstall()
  const update = useUpdate()
  return (
    <Card title={words.about.title}>
      <div className="grid gap-3">
        <p className="flex flex-wrap items-center gap-2">
          {words.about.version(appVersion)}
          {update !== 'none' && <Badge tone="info">{words.about.updateReady}</Badge>}
        </p>
        <p className="text-meta text-muted">{words.about.updates}</p>
        {install && (
          <div>
            <Button icon={<Download size={18} aria-hidden />} onClick={install}>
              {words.about.install}
            </Button>
          </div>
        )}
        <Diagnostics />
      </div>
    </Card>
  )
}
