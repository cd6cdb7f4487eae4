import { LockKeyhole } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type PinWeakness, weaknessOfPin } from '#phone/pin.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Mark } from '../frame/Mark.tsx'
import { PinField, pinLength } from '../frame/PinField.tsx'
import { Screen } from '../frame/Screen.tsx'

interface PinFormProps {
  /** A phone that has a PIN asks for it once; else it is chosen and repeated. */
  isKnown: boolean
  pending: boolean
  error: string | null
  onPin: (pin: string) => void
  back: ReactNode
}

const weaknesses: Record<PinWeakness, string> = {
  'too-short': 'Type all six digits.',
  'not-digits': 'Use digits only.',
  repeated: 'That repeats itself and is easy to guess. Choose another.',
  sequence: 'Digits in a row are easy to guess. Choose another.',
  common: 'Many people use that PIN. Choose another.',
}

export function PinForm({ isKnown, pending, error, onPin, back }: PinFormProps) {
  const [stage, setStage] = useState<'choose' | 'repeat'>('choose')
  const [chosen, setChosen] = useState('')
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = () => {
    if (isKnown) {
      if (typed.length < pinLength) return setWrong(weaknesses['too-short'])
      setTyped('')
      return onPin(typed)
    }
    if (stage === 'choose') {
      const weakness = weaknessOfPin(typed)
      if (weakness) return setWrong(weaknesses[weakness])
      setChosen(typed)
      setTyped('')
      return setStage('repeat')
    }
    if (typed === chosen) return onPin(typed)
    setStage('choose')
    setChosen('')
    setTyped('')
    setWrong('Those two were not the same. Choose a PIN again.')
  }
  const title = isKnown ? 'Enter your PIN' : stage === 'choose' ? 'Choose a PIN' : 'Type the PIN again'
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending) submit()
      }}
    >
      <Screen
        title={title}
        picture={<Mark icon={LockKeyhole} />}
        back={back}
        actions={
          <Button type="submit" tone="primary" wide pending={pending}>
            Continue
          </Button>
        }
      >
        {!isKnown && (
          <p className="text-muted text-pretty">
            Six digits, asked for each time you approve a sign-in. After five wrong tries in a row you have to
            wait; after ten, this phone is paused.
          </p>
        )}
        <PinField
          // Another field for each: what was typed first must not stay under the caret.
          key={stage}
          label={stage === 'repeat' ? 'PIN again' : 'PIN'}
          value={typed}
          onChange={(pin) => {
            setTyped(pin)
            setWrong(null)
          }}
          error={wrong ?? undefined}
          autoFocus
        />
        {error && <Notice tone="danger">{error}</Notice>}
      </Screen>
    </form>
  )
}
