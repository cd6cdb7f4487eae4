import { Fingerprint, LockKeyhole } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Problem } from '#contract/problem.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { explain } from '../explain.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { hasPlatformAuthenticator } from '../platform-credential.ts'
import { enrolThisPhone, findUnlocker, type Protection } from './enrol-this-phone.ts'
import type { StepProps } from './Onboarding.tsx'
import { PinForm } from './PinForm.tsx'

/** How the phone makes sure of its person from now on. Choosing it makes the keys and enrols. */
export function ProtectStep({ draft, advance, onLeave, isMore }: StepProps) {
  const [hasPlatform, setHasPlatform] = useState<boolean | null>(null)
  const [unlocker, setUnlocker] = useState<Enrolment | null>(null)
  const [wantsPin, setWantsPin] = useState(false)
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void Promise.all([hasPlatformAuthenticator(), findUnlocker(draft)]).then(([platform, found]) => {
      setUnlocker(found ?? null)
      setHasPlatform(platform)
    })
  }, [draft])

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

  if (hasPlatform === null) return null
  const isOver = error instanceof Problem && (error.code === 'claim-invalid' || error.code === 'claim-locked')
  if (isOver) {
    return (
      <Screen
        title="This invitation is over"
        picture={<Mark icon={LockKeyhole} tone="warning" />}
        actions={
          <Button
            tone="primary"
            wide
            onClick={() => (isMore ? onLeave() : void advance({ step: 'set-up', claim: null, opened: null }))}
          >
            Use another code
          </Button>
        }
      >
        <Notice tone="danger">{explain(error)}</Notice>
      </Screen>
    )
  }
  const back = <BackButton onClick={() => void advance({ step: isMore ? 'confirm' : 'name' })} />
  const usesPin = unlocker ? unlocker.pinSalt !== null : !hasPlatform || wantsPin
  if (usesPin) {
    return (
      <PinForm
        isKnown={unlocker !== null}
        pending={isPending}
        error={error ? explain(error) : null}
        onPin={(pin) => void protect({ kind: 'pin', pin })}
        back={
          hasPlatform && !unlocker ? (
            <BackButton
              onClick={() => {
                setError(null)
                setWantsPin(false)
              }}
            />
          ) : (
            back
          )
        }
      />
    )
  }
  return (
    <Screen
      title="Use your fingerprint or face"
      picture={<Mark icon={Fingerprint} />}
      back={back}
      actions={
        <>
          <Button tone="primary" wide pending={isPending} onClick={() => void protect({ kind: 'wa' })}>
            Use fingerprint, face or screen lock
          </Button>
          {!unlocker && (
            <Button wide disabled={isPending} onClick={() => setWantsPin(true)}>
              Use a PIN
            </Button>
          )}
        </>
      }
    >
      <p className="text-muted text-pretty">
        Your phone asks for it each time you approve a sign-in. It never leaves your phone.
      </p>
      {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
    </Screen>
  )
}
