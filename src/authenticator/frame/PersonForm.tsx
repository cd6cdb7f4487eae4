import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import type { Verification } from '#phone/phone.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { explain } from '../explain.ts'
import { byPlatformCredential } from '../platform-credential.ts'
import { texts } from '../texts/texts.ts'
import { Mark } from './Mark.tsx'
import { PinField, pinLength } from './PinField.tsx'
import { Screen } from './Screen.tsx'

interface PersonFormProps {
  enrolment: Enrolment
  title: string
  icon: LucideIcon
  back?: ReactNode
  /** On the button. */
  act: string
  actTone?: 'primary' | 'danger'
  /** Other ways out, below it. */
  others?: ReactNode
  /** Fulfils when it is done; what it throws is explained, and the person may try again. */
  onVerify: (verification: Verification) => Promise<void>
  /** The platform's question comes up by itself; where the browser wants a tap first, the button is there. */
  asksAtOnce?: boolean
  children?: ReactNode
}

/** One act that needs its person: by the platform's credential, else by the PIN of this phone. */
export function PersonForm({
  enrolment,
  title,
  icon,
  back,
  act,
  actTone = 'primary',
  others,
  onVerify,
  asksAtOnce = false,
  children,
}: PersonFormProps) {
  const [pin, setPin] = useState('')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const usesPin = enrolment.credentialId === null
  const isComplete = !usesPin || pin.length === pinLength
  const verify = async (isAsked: boolean) => {
    setPending(true)
    setError(null)
    try {
      await onVerify(usesPin ? { kind: 'pin', pin } : byPlatformCredential)
    } catch (cause) {
      setPin('')
      if (isAsked) setError(cause)
      setPending(false)
    }
  }
  const askNow = useEffectEvent(() => {
    if (asksAtOnce && !usesPin && document.visibilityState === 'visible') void verify(false)
  })
  useEffect(() => askNow(), [])
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending && isComplete) void verify(true)
      }}
    >
      <Screen
        title={title}
        picture={<Mark icon={icon} />}
        back={back}
        actions={
          <>
            <Button
              type="submit"
              tone={actTone}
              wide
              pending={isPending}
              disabledReason={isComplete || isPending ? undefined : texts.frame.allSix}
            >
              {act}
            </Button>
            {others}
          </>
        }
      >
        {children}
        {usesPin && <PinField label={texts.frame.pin} value={pin} onChange={setPin} autoFocus />}
        {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
      </Screen>
    </form>
  )
}
