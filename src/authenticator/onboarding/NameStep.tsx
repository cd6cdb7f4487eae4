import { Smartphone } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { setUpTexts } from '../texts/set-up-texts.ts'
import { texts } from '../texts/texts.ts'
import { suggestedName } from '../this-phone.ts'
import type { StepProps } from './Onboarding.tsx'

const { name: words } = setUpTexts

export function NameStep({ draft, advance }: StepProps) {
  const [typed, setTyped] = useState(draft.deviceName)
  const [suggestion, setSuggestion] = useState('')
  const [wrong, setWrong] = useState(false)
  useEffect(() => {
    void suggestedName().then(setSuggestion)
  }, [])
  const name = typed ?? suggestion
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') setWrong(true)
        else void advance({ deviceName: name.trim(), step: 'protect' })
      }}
    >
      <Screen
        title={words.title}
        picture={<Mark icon={Smartphone} />}
        back={<BackButton onClick={() => void advance({ step: 'confirm' })} />}
        actions={
          <Button type="submit" tone="primary" wide>
            {texts.frame.continue}
          </Button>
        }
      >
        <p className="text-muted">{words.text}</p>
        <TextField
          label={words.label}
          value={name}
          maxLength={60}
          onChange={(text) => {
            setTyped(text)
            setWrong(false)
          }}
          error={wrong ? words.empty : undefined}
          autoComplete="off"
        />
      </Screen>
    </form>
  )
}
