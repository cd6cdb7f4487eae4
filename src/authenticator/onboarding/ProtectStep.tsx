import { LockKeyhole } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Problem } from '#contract/problem.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { explain } from '../explain.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { setUpTexts } from '../texts/set-up-texts.ts'
import { texts } from '../texts/texts.ts'
import { enrolThisPhone, findUnlocker, type Protection } from './enrol-this-phone.ts'
import type { StepProps } from './Onboarding.tsx'
import { ProtectForm } from './ProtectForm.tsx'

/** How the phone makes sure of its person from now on. Choosing it makes the keys and enrols. */
export function ProtectStep({ draft, advance, onLeave, isMore }: StepProps) {
  const [unlocker, setUnlocker] = useState<Enrolment | null | undefined>()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void findUnlocker(draft).then((found) => setUnlocker(found ?? null))
  }, [draft])
  if (unlocker === undefined) return null

  const protect = async (protection: Protection) => {
    setPending(true)
    setError(null)
    try {
      await advance(await enrolThisPhone(draft, protection, unlocker))
    } catch (cause) {
      setError(cause)
      setPending(false)
    }
  }

  if (error instanceof Problem && error.code === 'did-mismatch') {
    return (
      <Screen
        title={texts.restore.name}
        picture={<Mark icon={LockKeyhole} tone="warning" />}
        back={<BackButton onClick={() => void advance({ step: 'confirm' })} />}
        actions={
          <Button tone="primary" wide onClick={() => void advance({ step: 'restore' })}>
            {texts.restore.name}
          </Button>
        }
      >
        <Notice tone="warning">{explain(error)}</Notice>
      </Screen>
    )
  }
  const isOver = error instanceof Problem && (error.code === 'claim-invalid' || error.code === 'claim-locked')
  if (isOver) {
    return (
      <Screen
        title={setUpTexts.confirm.over}
        picture={<Mark icon={LockKeyhole} tone="warning" />}
        actions={
          <Button
            tone="primary"
            wide
            onClick={() => (isMore ? onLeave() : void advance({ step: 'set-up', claim: null, opened: null }))}
          >
            {setUpTexts.confirm.another}
          </Button>
        }
      >
        <Notice tone="danger">{explain(error)}</Notice>
      </Screen>
    )
  }
  return (
    <ProtectForm
      unlocker={unlocker}
      pending={isPending}
      error={error ? explain(error) : null}
      onProtect={(protection) => void protect(protection)}
      back={<BackButton onClick={() => void advance({ step: isMore ? 'confirm' : 'name' })} />}
    />
  )
}
