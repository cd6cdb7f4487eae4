import { ShieldCheck } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { Facts } from '#ui/Facts.tsx'
import { Notice } from '#ui/Notice.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { usePhoneState } from '../phone-state.ts'
import { backupsTexts } from '../texts/backups-texts.ts'
import { dateOf, fromSeconds, timeOf } from '../time-words.ts'
import { AnotherPhone } from './AnotherPhone.tsx'
import { BackupFlow } from './BackupFlow.tsx'
import { useBackup } from './backup-state.ts'

const words = backupsTexts

/** Everything about backups, under `#backup`: how things stand, a new one, another phone. */
export function BackupPage({ detail }: { detail: string }) {
  const home = () => go('backup')
  if (detail === 'new') return <BackupFlow onBack={home} onDone={home} />
  if (detail === 'passphrase') return <BackupFlow opensWith="passphrase" onBack={home} onDone={home} />
  if (detail === 'phone') return <AnotherPhone onBack={home} onDone={() => go('')} />
  return <Overview />
}

function Overview() {
  const { enrolments } = usePhoneState()
  const { loaded, kept } = useBackup()
  if (!loaded) return null
  const isIn = ({ deviceId }: (typeof enrolments)[number]) => kept?.deviceIds.includes(deviceId) ?? false
  const namesOf = (some: typeof enrolments) => listOf.format(some.map(({ org }) => org.name))
  const missing = kept ? enrolments.filter((one) => !isIn(one)) : []
  const untold = enrolments.filter(({ deviceId }) => kept?.untold.includes(deviceId))
  return (
    <Screen
      title={words.title}
      picture={<Mark icon={ShieldCheck} tone={kept && missing.length === 0 ? 'success' : 'warning'} />}
      back={<BackButton onClick={() => go('settings')} />}
      actions={
        <>
          <Button tone="primary" wide onClick={() => go('backup/new')}>
            {words.now}
          </Button>
          {kept?.opensWith === 'passphrase' && (
            <Button wide onClick={() => go('backup/passphrase')}>
              {words.changePassphrase}
            </Button>
          )}
          <Button wide onClick={() => go('backup/phone')}>
            {words.otherPhone}
          </Button>
        </>
      }
    >
      <p className="text-muted text-pretty">{words.holds}</p>
      <Facts
        items={[
          [words.facts.last, kept ? dayAndTimeOf(fromSeconds(kept.madeAt)) : words.facts.none],
          [words.facts.opensWith, kept ? words.opensWith[kept.opensWith] : undefined],
          [words.facts.accounts, kept ? namesOf(enrolments.filter(isIn)) : undefined],
        ]}
      />
      {missing.length > 0 && <Notice tone="warning">{words.notIn(namesOf(missing))}</Notice>}
      {untold.length > 0 && <Notice tone="info">{words.untold(namesOf(untold))}</Notice>}
      {kept && <p className="text-meta text-muted">{words.older}</p>}
    </Screen>
  )
}

const dayAndTimeOf = (at: Date) => `${dateOf(at)}, ${timeOf(at)}`
const listOf = new Intl.ListFormat(undefined, { type: 'conjunction' })
