import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { backupParameters } from '#contract/device-messages.ts'
import { weaknessOfPassphrase } from '#phone/weakness-of-passphrase.ts'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Screen } from '../frame/Screen.tsx'
import { usePhoneState } from '../phone-state.ts'
import { backupsTexts } from '../texts/backups-texts.ts'

const { passphrase: words } = backupsTexts

/** What the person chooses, with the verdict while they type. */
export function ChoosePassphrase(props: { onBack: () => void; onChosen: (passphrase: string) => void }) {
  const { enrolments } = usePhoneState()
  const [typed, setTyped] = useState('')
  const [again, setAgain] = useState('')
  const [isSent, setSent] = useState(false)
  const names = enrolments.flatMap(({ org, user, iss }) => [
    org.name,
    user.name,
    user.hint,
    new URL(iss).host,
  ])
  const weakness = weaknessOfPassphrase(typed, names)
  const isSame = typed === again
  const missing = backupParameters.minimumPassphrase - [...typed.trim()].length
  // While it is still too short it is not wrong yet.
  const verdict =
    weakness === 'too-short'
      ? typed === ''
        ? ''
        : words.left(missing)
      : weakness
        ? words.weak[weakness]
        : words.good
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        if (weakness === null && isSame) props.onChosen(typed)
      }}
    >
      <Screen
        title={words.title}
        back={<BackButton onClick={props.onBack} />}
        actions={
          <Button type="submit" tone="primary" wide>
            {words.next}
          </Button>
        }
      >
        <p className="text-muted text-pretty">{words.text}</p>
        <div className="grid gap-1.5">
          <TextField
            label={words.label}
            type="password"
            value={typed}
            onChange={setTyped}
            autoComplete="new-password"
            autoFocus
            error={isSent && weakness ? words.weak[weakness] : undefined}
          />
          <p role="status" className="flex min-h-5 items-center gap-1.5 text-meta text-muted">
            {weakness === null && <CircleCheck size={14} aria-hidden className="text-success" />}
            {isSent && weakness ? '' : verdict}
          </p>
        </div>
        <TextField
          label={words.again}
          type="password"
          value={again}
          onChange={setAgain}
          autoComplete="new-password"
          error={isSent && weakness === null && !isSame ? words.notSame : undefined}
        />
        <p className="text-meta text-muted">{words.keep}</p>
      </Screen>
    </form>
  )
}
