import { LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { randomBytes } from '#phone/base64url.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { verifyPerson } from '#phone/verify-person.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { appPhone } from './app-phone.ts'
import { explain } from './explain.ts'
import { Mark } from './frame/Mark.tsx'
import { PinField, pinLength } from './frame/PinField.tsx'
import { Screen } from './frame/Screen.tsx'
import { byPlatformCredential } from './platform-credential.ts'

/**
 * Keeps curious hands out of the app. It guards what is on screen and nothing more: every approval is verified by the server. A PIN is
 * known to the server alone, so this asks it.
 */
export function LockScreen({ enrolment, onUnlock }: { enrolment: Enrolment; onUnlock: () => void }) {
  const [pin, setPin] = useState('')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { credentialId } = enrolment
  const unlock = async () => {
    setPending(true)
    setError(null)
    try {
      if (credentialId) await byPlatformCredential.assert(randomBytes(32), credentialId)
      else await verifyPerson(appPhone, enrolment, 'grant', { kind: 'pin', pin })
      onUnlock()
    } catch (cause) {
      setPin('')
      setError(cause)
    }
    setPending(false)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending && (credentialId || pin.length === pinLength)) void unlock()
      }}
    >
      <Screen
        title="Latchkey is locked"
        picture={<Mark icon={LockKeyhole} />}
        actions={
          <Button type="submit" tone="primary" wide pending={isPending}>
            Unlock
          </Button>
        }
      >
        {!credentialId && <PinField label="PIN" value={pin} onChange={setPin} autoFocus />}
        {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
      </Screen>
    </form>
  )
}
