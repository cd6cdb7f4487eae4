import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { resetApp } from '../reset-app.ts'
import { texts } from '../texts/texts.ts'

const { reset: words } = texts.settings

export function ResetPage() {
  const [typed, setTyped] = useState('')
  const [isPending, setPending] = useState(false)
  const matches = typed.trim().toLowerCase() === words.phrase
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!matches || isPending) return
        setPending(true)
        void resetApp()
      }}
    >
      <Screen
        title={words.title}
        back={<BackButton onClick={() => go('settings')} />}
        actions={
          <>
            <Button
              type="submit"
              tone="danger"
              wide
              pending={isPending}
              disabledReason={matches ? undefined : words.typeFirst}
            >
              {words.reset}
            </Button>
            <Button wide onClick={() => go('settings')}>
              {words.keep}
            </Button>
          </>
        }
      >
        <ul className="grid list-disc gap-1.5 ps-5 text-muted">
          <li>{words.clears}</li>
          <li>{words.stays}</li>
          <li>{words.again}</li>
        </ul>
        <TextField label={words.type} value={typed} onChange={setTyped} autoComplete="off" exact />
      </Screen>
    </form>
  )
}
