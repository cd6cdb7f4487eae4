import { Fingerprint } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { hasPlatformAuthenticator } from '../platform-credential.ts'
import { setUpTexts } from '../texts/set-up-texts.ts'
import type { Protection } from './enrol-this-phone.ts'
import { PinForm } from './PinForm.tsx'

const { protect: words } = setUpTexts

interface ProtectFormProps {
  /** By what this phone makes sure of its person already; null where that is still to be chosen. */
  unlocker: Enrolment | null
  title?: string
  pending: boolean
  error: string | null
  onProtect: (protection: Protection) => void
  back?: ReactNode
}

/** How the phone makes sure of its person: its own reader, or a PIN. */
export function ProtectForm({ unlocker, title, pending, error, onProtect, back }: ProtectFormProps) {
  const [hasPlatform, setHasPlatform] = useState<boolean | null>(null)
  const [wantsPin, setWantsPin] = useState(false)
  useEffect(() => {
    void hasPlatformAuthenticator().then(setHasPlatform)
  }, [])
  if (hasPlatform === null) return null
  const usesPin = unlocker ? unlocker.credentialId === null : !hasPlatform || wantsPin
  if (usesPin) {
    return (
      <PinForm
        isKnown={unlocker !== null}
        pending={pending}
        error={error}
        onPin={(pin) => onProtect({ kind: 'pin', pin })}
        back={hasPlatform && !unlocker ? <BackButton onClick={() => setWantsPin(false)} /> : back}
      />
    )
  }
  return (
    <Screen
      title={title ?? words.title}
      picture={<Mark icon={Fingerprint} />}
      back={back}
      actions={
        <>
          <Button tone="primary" wide pending={pending} onClick={() => onProtect({ kind: 'wa' })}>
            {words.use}
          </Button>
          {!unlocker && (
            <Button wide disabled={pending} onClick={() => setWantsPin(true)}>
              {words.usePin}
            </Button>
          )}
        </>
      }
    >
      <p className="text-muted text-pretty">{words.text}</p>
      {error && <Notice tone="danger">{error}</Notice>}
    </Screen>
  )
}
