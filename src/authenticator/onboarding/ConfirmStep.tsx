import { Building2 } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { parseDeviceLink } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import { listUsableIdentities, openClaim } from '#phone/enrol.ts'
import { Button } from '#ui/Button.tsx'
import { Facts } from '#ui/Facts.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { appPhone } from '../app-phone.ts'
import { useBackup } from '../backup/backup-state.ts'
import { explain } from '../explain.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { readSetting } from '../settings-store.ts'
import { setUpTexts } from '../texts/set-up-texts.ts'
import { texts } from '../texts/texts.ts'
import { GuardForm } from './GuardForm.tsx'
import type { StepProps } from './Onboarding.tsx'

const { confirm: words } = setUpTexts

/** Which organisation is asking, before anything is made: a wrong code is seen here. */
export function ConfirmStep({ draft, advance, onLeave, isMore }: StepProps) {
  const { opened, claim } = draft
  const [error, setError] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const [hasIdentity, setHasIdentity] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const backup = useBackup()
  const look = async (guard: string | null) => {
    if (opened || !claim) return
    setAsking(true)
    try {
      await advance({ opened: await openClaim(appPhone, claim, location.origin, guard ?? undefined), guard })
      setError(null)
    } catch (cause) {
      setError(cause)
    }
    setAsking(false)
  }
  const open = useEffectEvent(() => {
    setError(null)
    void look(draft.guard)
  })
  // A phone that is lost with two accounts on it is twice the trouble.
  const needsBackup = isMore && backup.loaded && backup.kept === null
  const backUp = useEffectEvent(() => void advance({ step: 'backup', deviceId: null }))
  useEffect(() => {
    if (needsBackup) backUp()
  }, [needsBackup])
  useEffect(() => {
    // `attempt` only makes this run again.
    if (attempt >= 0) open()
  }, [attempt])
  useEffect(() => {
    void listUsableIdentities(appPhone).then((found) => setHasIdentity(found.length > 0))
  }, [])

  const another = () => void advance({ step: 'set-up', claim: null, opened: null })
  const leave = () => (isMore ? onLeave() : another())
  // Whoever has accounts here already goes back to them.
  const back = isMore && <BackButton onClick={onLeave} />
  if (needsBackup || !backup.loaded) return null
  if (
    error instanceof Problem &&
    (error.code === 'claim-guarded' || (error.code === 'code-wrong' && claim))
  ) {
    return (
      <GuardForm
        error={error.code === 'code-wrong' ? explain(error) : null}
        pending={isAsking}
        onCode={(guard) => void look(guard)}
        onBack={leave}
      />
    )
  }
  if (error || !claim) {
    return (
      <Screen
        title={words.failed}
        back={back}
        picture={<Mark icon={Building2} tone="warning" />}
        actions={
          <>
            <Button tone="primary" wide onClick={another}>
              {words.another}
            </Button>
            <Button wide onClick={() => setAttempt(attempt + 1)}>
              {texts.frame.tryAgain}
            </Button>
          </>
        }
      >
        <Notice tone="danger">{reachable(error, claim)}</Notice>
        {!(error instanceof TypeError) && <p className="text-muted">{words.askSender}</p>}
      </Screen>
    )
  }
  if (!opened) {
    return (
      <Screen title={words.looking} back={back} picture={<Mark icon={Building2} />}>
        <Skeleton lines={3} />
      </Screen>
    )
  }
  const mayChoose = hasIdentity && opened.purpose === 'enrol'
  return (
    <Screen
      title={words.title(opened.org.name, opened.user_hint)}
      picture={<Mark icon={Building2} />}
      actions={
        <>
          <Button
            tone="primary"
            wide
            onClick={async () => {
              // Whose identity is another phone's: it has to come over first.
              const needsIdentity = opened.purpose === 'restore' || opened.purpose === 'add'
              if (needsIdentity && !hasIdentity) return advance({ step: 'restore' })
              const deviceName = (await readSetting('deviceName')) ?? null
              await advance({ deviceName, step: deviceName === null ? 'name' : 'protect' })
            }}
          >
            {words.add(opened.org.name)}
          </Button>
          <Button wide onClick={leave}>
            {words.notMe}
          </Button>
        </>
      }
    >
      <Facts
        items={[
          [words.organisation, opened.org.name],
          [words.account, opened.user_hint],
          [words.server, new URL(opened.iss).host],
        ]}
      />
      <p className="text-meta text-muted">{words.careful}</p>
      {mayChoose && (
        <RadioGroup
          label={words.identity}
          value={draft.separate ? 'separate' : 'same'}
          onChange={(choice) => void advance({ separate: choice === 'separate' })}
          options={{ same: words.same, separate: words.separate }}
        />
      )}
    </Screen>
  )
}

/** A server that the app's own policy keeps it from looks like no network at all. */
function reachable(error: unknown, claim: string | null): string {
  const link = claim ? parseDeviceLink(claim) : null
  if (error instanceof TypeError && navigator.onLine && link?.kind === 'claim') {
    const { origin, host } = new URL(link.iss)
    if (origin !== location.origin) return words.otherServer(host)
  }
  return explain(error)
}
