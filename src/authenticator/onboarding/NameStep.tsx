import { Smartphone } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { suggestedName } from '../this-phone.ts'
import type { StepProps } from './Onboarding.tsx'

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
        title="Name this phone"
        picture={<Mark icon={Smartphone} />}
        back={<BackButton onClick={() => void advance({ step: 'confirm' })} />}
        actions={
          <Button type="submit" tone="primary" wide>
            Continue
          </Button>
        }
      >
        <p className="text-muted">You and your administrator see this name in the list of your devices.</p>
        <TextField
          label="Name"
          value={name}
          maxLength={60}
          onChange={(text) => {
            setTyped(text)
            setWrong(false)
          }}
          error={wrong ? 'Give it a name, such as “Work phone”.' : undefined}
          autoComplete="off"
        />
      </Screen>
    </form>
  )
}
