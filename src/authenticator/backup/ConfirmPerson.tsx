import { Fingerprint, LockKeyhole } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import type { Verification } from '#phone/phone.ts'
import { unlockersOf } from '#phone/unlock-identity.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { PinField, pinLength } from '../frame/PinField.tsx'
import { Screen } from '../frame/Screen.tsx'
import { byPlatformCredential } from '../platform-credential.ts'
import { backupsTexts } from '../texts/backups-texts.ts'
import { texts } from '../texts/texts.ts'

const { verify: words } = backupsTexts
const { frame } = texts

export type VerificationOf = (enrolment: Enrolment) => Verification

interface ConfirmPersonProps {
  onBack: () => void
  /** Uses the verification; what it throws is shown here. */
  onConfirmed: (verificationOf: VerificationOf) => Promise<void>
}

/** The person, verified before their seeds are opened. Identities that were kept separate may have a PIN each: then each is asked for. */
export function ConfirmPerson({ onBack, onConfirmed }: ConfirmPersonProps) {
  const [byPin, setByPin] = useState<readonly Enrolment[] | null>(null)
  const [pins, setPins] = useState<readonly string[]>([])
  const [pin, setPin] = useState('')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void Promise.all([appPhone.store.listIdentities(), appPhone.store.listEnrolments()]).then(
      ([identities, enrolments]) =>
        setByPin(
          identities.flatMap((identity) => {
            const [first] = unlockersOf(identity, enrolments)
            return first && first.credentialId === null ? [first] : []
          }),
        ),
    )
  }, [])
  if (byPin === null) return null

  const confirm = async (typed: readonly string[]) => {
    setPending(true)
    setError(null)
    try {
      await onConfirmed(({ did, credentialId }) => {
        if (credentialId !== null) return byPlatformCredential
        return { kind: 'pin', pin: typed[byPin.findIndex((one) => one.did === did)] ?? '' }
      })
    } catch (cause) {
      setError(cause)
      setPins([])
      setPending(false)
    }
  }
  const asked = byPin[pins.length]
  const problem = error !== null && (
    <Notice tone="danger">{error instanceof TypeError ? words.offline : explain(error)}</Notice>
  )
  if (byPin.length === 0) {
    return (
      <Screen
        title={words.title}
        picture={<Mark icon={Fingerprint} />}
        back={<BackButton onClick={onBack} />}
        actions={
          <Button tone="primary" wide pending={isPending} onClick={() => void confirm([])}>
            {words.platform}
          </Button>
        }
      >
        <p className="text-muted text-pretty">{words.text}</p>
        {problem}
      </Screen>
    )
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isPending || pin.length < pinLength) return
        const typed = [...pins, pin]
        setPin('')
        if (typed.length < byPin.length) setPins(typed)
        else void confirm(typed)
      }}
    >
      <Screen
        title={asked && byPin.length > 1 ? words.titleFor(asked.org.name) : words.title}
        picture={<Mark icon={LockKeyhole} />}
        back={<BackButton onClick={onBack} />}
        actions={
          <Button
            type="submit"
            tone="primary"
            wide
            pending={isPending}
            disabledReason={isPending || pin.length === pinLength ? undefined : frame.allSix}
          >
            {words.pin}
          </Button>
        }
      >
        <p className="text-muted text-pretty">{words.text}</p>
        <PinField key={pins.length} label={frame.pin} value={pin} onChange={setPin} autoFocus />
        {problem}
      </Screen>
    </form>
  )
}
