import { ShieldCheck } from 'lucide-react'
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { useBackup } from '../backup/backup-state.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { usePhoneState } from '../phone-state.ts'
import { backupsTexts } from '../texts/backups-texts.ts'
import type { StepProps } from './Onboarding.tsx'

const BackupFlow = lazy(() =>
  import('../backup/BackupFlow.tsx').then((file) => ({ default: file.BackupFlow })),
)
const { step: words, first } = backupsTexts

/** After an enrolment it may be put off once; before a second account it is needed. */
export function BackupStep({ draft, advance, onLeave }: StepProps) {
  const { loaded, kept } = useBackup()
  const { enrolments } = usePhoneState()
  const [isMaking, setMaking] = useState(false)
  const isBefore = draft.deviceId === null
  const isDone =
    loaded &&
    kept !== null &&
    (isBefore || enrolments.every(({ deviceId }) => kept.deviceIds.includes(deviceId)))
  const goOn = () => void advance({ step: isBefore ? (draft.claim ? 'confirm' : 'set-up') : 'done' })
  const passOver = useEffectEvent(goOn)
  useEffect(() => {
    // Restored from one, or made before: nothing to ask.
    if (isDone && !isMaking) passOver()
  }, [isDone, isMaking])
  if (!loaded || (isDone && !isMaking)) return null
  if (isMaking) {
    return (
      <Suspense>
        <BackupFlow onBack={() => setMaking(false)} onDone={goOn} />
      </Suspense>
    )
  }
  const { title, text } = isBefore ? first : words
  return (
    <Screen
      title={title}
      picture={<Mark icon={ShieldCheck} />}
      back={isBefore ? <BackButton onClick={onLeave} /> : undefined}
      actions={
        <>
          <Button tone="primary" wide onClick={() => setMaking(true)}>
            {words.start}
          </Button>
          {!isBefore && (
            <Button wide onClick={goOn}>
              {words.skip}
            </Button>
          )}
        </>
      }
    >
      <p className="text-muted text-pretty">{text}</p>
      {!isBefore && <p className="text-meta text-muted">{words.lastCall}</p>}
    </Screen>
  )
}
