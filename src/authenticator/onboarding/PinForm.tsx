import { LockKeyhole } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { weaknessOfPin } from '#phone/pin.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Mark } from '../frame/Mark.tsx'
import { PinField, pinLength } from '../frame/PinField.tsx'
import { Screen } from '../frame/Screen.tsx'
import { setUpTexts } from '../texts/set-up-texts.ts'
import { texts } from '../texts/texts.ts'

const { pin: words } = setUpTexts

interface PinFormProps {
  /** A phone that has a PIN asks for it once; else it is chosen and repeated. */
  isKnown: boolean
  pending: boolean
  error: string | null
  onPin: (pin: string) => void
  back: ReactNode
}

export function PinForm({ isKnown, pending, error, onPin, back }: PinFormProps) {
  const [stage, setStage] = useState<'choose' | 'repeat'>('choose')
  const [chosen, setChosen] = useState('')
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = () => {
    if (isKnown) {
      if (typed.length < pinLength) return setWrong(words.weak['too-short'])
      setTyped('')
      return onPin(typed)
    }
    if (stage === 'choose') {
      const weakness = weaknessOfPin(typed)
      if (weakness) return setWrong(words.weak[weakness])
      setChosen(typed)
      setTyped('')
      return setStage('repeat')
    }
    if (typed === chosen) return onPin(typed)
    setStage('choose')
    setChosen('')
    setTyped('')
    setWrong(words.different)
  }
  const title = isKnown ? words.known : words[stage]
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
            {texts.frame.continue}
          </Button>
        }
      >
        {!isKnown && <p className="text-muted text-pretty">{words.text}</p>}
        <PinField
          // Another field for each: what was typed first must not stay under the caret.
          key={stage}
          label={stage === 'repeat' ? words.again : texts.frame.pin}
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
