import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { resetApp } from '../reset-app.ts'

const phrase = 'reset app'

export function ResetPage() {
  const [typed, setTyped] = useState('')
  const [isPending, setPending] = useState(false)
  const matches = typed.trim().toLowerCase() === phrase
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
        title="Reset this app?"
        back={<BackButton onClick={() => go('settings')} />}
        actions={
          <>
            <Button
              type="submit"
              tone="danger"
              wide
              pending={isPending}
              disabledReason={matches ? undefined : `Type ${phrase} first`}
            >
              Reset App
            </Button>
            <Button wide onClick={() => go('settings')}>
              Keep everything
            </Button>
          </>
        }
      >
        <ul className="grid list-disc gap-1.5 ps-5 text-muted">
          <li>This clears this phone only: its keys, accounts and settings.</li>
          <li>Your organisations are not told. The device stays in their lists until it is removed there.</li>
          <li>To use this phone again you need a new setup code.</li>
        </ul>
        <TextField
          label={`Type ${phrase} to confirm`}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          exact
        />
      </Screen>
    </form>
  )
}
