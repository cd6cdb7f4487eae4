import { LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { PinField, pinLength } from '../frame/PinField.tsx'
import { Screen } from '../frame/Screen.tsx'
import { texts } from '../texts/texts.ts'

const { requests: words, frame } = texts

interface PinStepProps {
  pending: boolean
  error: string | null
  onPin: (pin: string) => void
  onBack: () => void
}

/** The person, verified by the PIN of this phone. The server counts the misses. */
export function PinStep({ pending, error, onPin, onBack }: PinStepProps) {
  const [pin, setPin] = useState('')
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (pending || pin.length < pinLength) return
        setPin('')
        onPin(pin)
      }}
    >
      <Screen
        title={words.pin.title}
        picture={<Mark icon={LockKeyhole} />}
        back={<BackButton onClick={onBack} />}
        actions={
          <Button
            type="submit"
            tone="primary"
            wide
            pending={pending}
            disabledReason={pending || pin.length === pinLength ? undefined : frame.allSix}
          >
            {words.pin.confirm}
          </Button>
        }
      >
        <PinField label={frame.pin} value={pin} onChange={setPin} autoFocus />
        {error && <Notice tone="danger">{error}</Notice>}
      </Screen>
    </form>
  )
}
