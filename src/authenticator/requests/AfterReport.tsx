import { LogOut, Mail, Phone } from 'lucide-react'
import { useState } from 'react'
import { helpLink } from '#contract/help-link.ts'
import { endSessions } from '#phone/end-sessions.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { Button } from '#ui/Button.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { usePhoneState } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'

const { requests: words } = texts

/** What a person can do who did not start a request: tell IT, and put out whoever has got in. */
export function AfterReport({ enrolment }: { enrolment: Enrolment }) {
  const { statuses } = usePhoneState()
  const link = helpLink(statuses[enrolment.deviceId]?.help)
  const [isPending, setPending] = useState(false)
  const [isDone, setDone] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const signOut = async () => {
    setPending(true)
    setError(null)
    try {
      await endSessions(appPhone, enrolment)
      setDone(true)
    } catch (cause) {
      setError(cause)
    }
    setPending(false)
  }
  return (
    <div className="grid gap-2">
      {link && (
        <LinkButton
          href={link.href}
          wide
          icon={link.by === 'call' ? <Phone size={18} aria-hidden /> : <Mail size={18} aria-hidden />}
        >
          {words.contact[link.by]}
        </LinkButton>
      )}
      {isDone ? (
        <Notice tone="success">{words.signedOut}</Notice>
      ) : (
        <Button
          wide
          pending={isPending}
          icon={<LogOut size={18} aria-hidden />}
          onClick={() => void signOut()}
        >
          {words.signOut}
        </Button>
      )}
      {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
    </div>
  )
}
