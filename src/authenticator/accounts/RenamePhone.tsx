import { useEffect, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Screen } from '../frame/Screen.tsx'
import { checkAccounts } from '../phone-state.ts'
import { writeSetting } from '../settings-store.ts'
import { texts } from '../texts/texts.ts'
import { describeThisPhone } from '../this-phone.ts'

const { renaming: words } = texts.accounts

/** One name for this phone, told to every organisation. Without a network it is told later. */
export function RenamePhone() {
  const [typed, setTyped] = useState<string | null>(null)
  const [before, setBefore] = useState('')
  const [wrong, setWrong] = useState(false)
  const [isPending, setPending] = useState(false)
  useEffect(() => {
    void describeThisPhone().then(({ name }) => setBefore(name))
  }, [])
  const name = typed ?? before
  const save = async () => {
    if (name.trim() === '') return setWrong(true)
    setPending(true)
    await writeSetting('deviceName', name.trim())
    if (navigator.onLine) await checkAccounts()
    history.back()
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) void save()
      }}
    >
      <Screen
        title={words.title}
        back={<BackButton onClick={() => history.back()} />}
        actions={
          <Button type="submit" tone="primary" wide pending={isPending}>
            {words.save}
          </Button>
        }
      >
        <p className="text-muted text-pretty">{words.text}</p>
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
