import { LockKeyhole } from 'lucide-react'
import { randomBytes } from '#phone/base64url.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { verifyPerson } from '#phone/verify-person.ts'
import { appPhone } from './app-phone.ts'
import { PersonForm } from './frame/PersonForm.tsx'
import { texts } from './texts/texts.ts'

const { lock: words } = texts.frame

/**
 * Keeps curious hands out of the app. It guards what is on screen and nothing more: every approval is verified by the server. A PIN is
 * known to the server alone, so this asks it.
 */
export function LockScreen({ enrolment, onUnlock }: { enrolment: Enrolment; onUnlock: () => void }) {
  const { credentialId } = enrolment
  return (
    <PersonForm
      enrolment={enrolment}
      title={words.title}
      icon={LockKeyhole}
      act={words.unlock}
      asksAtOnce
      onVerify={async (verification) => {
        if (verification.kind === 'wa' && credentialId)
          await verification.assert(randomBytes(32), credentialId)
        else await verifyPerson(appPhone, enrolment, 'grant', verification)
        onUnlock()
      }}
    />
  )
}
