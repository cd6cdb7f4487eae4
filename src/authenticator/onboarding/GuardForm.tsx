import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { setUpTexts } from '../texts/set-up-texts.ts'

const { guard: words } = setUpTexts

interface GuardFormProps {
  error: string | null
  pending: boolean
  onCode: (code: string) => void
  onBack: () => void
}

/** A mailed invitation may ask for a code that travelled another way. */
export function GuardForm({ error, pending, onCode, onBack }: GuardFormProps) {
  const [code, setCode] = useState('')
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending && code.trim() !== '') onCode(code.trim())
      }}
    >
      <Screen
        title={words.title}
        picture={<Mark icon={KeyRound} />}
        back={<BackButton onClick={onBack} />}
        actions={
          <Button type="submit" tone="primary" wide pending={pending}>
            {words.next}
          </Button>
        }
      >
        <p className="text-muted text-pretty">{words.text}</p>
        <TextField
          label={words.label}
          value={code}
          onChange={setCode}
          error={error ?? undefined}
          autoComplete="off"
          exact
          autoFocus
        />
      </Screen>
    </form>
  )
}
