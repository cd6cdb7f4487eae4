import { PenLine } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Bytes } from '#phone/base64url.ts'
import {
  makeRecoveryCode,
  readRecoveryCode,
  spacedRecoveryCode,
  writeRecoveryCode,
} from '#phone/recovery-code.ts'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/TextField.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { backupsTexts } from '../texts/backups-texts.ts'
import { CodeShown } from './CodeShown.tsx'
import { slipWords } from './slip-words.ts'

const { code: words } = backupsTexts

/** Made here, shown once, typed back once. */
export function RecoveryCode(props: { onBack: () => void; onKept: (code: Bytes) => void }) {
  const [code] = useState(makeRecoveryCode)
  const [text, setText] = useState('')
  const [isTyping, setTyping] = useState(false)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => {
    void writeRecoveryCode(code).then(setText)
  }, [code])

  if (!isTyping) {
    return (
      <Screen
        title={words.title}
        picture={<Mark icon={PenLine} />}
        back={<BackButton onClick={props.onBack} />}
        actions={
          <Button tone="primary" wide onClick={() => setTyping(true)}>
            {words.next}
          </Button>
        }
      >
        <p className="text-muted text-pretty">{words.text}</p>
        {text && <CodeShown code={spacedRecoveryCode(text)} />}
      </Screen>
    )
  }
  const check = async () => {
    const read = await readRecoveryCode(typed)
    if (!(read instanceof Uint8Array)) return setWrong(slipWords(read))
    if ((await writeRecoveryCode(read)) !== text) return setWrong(words.notSame)
    props.onKept(code)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void check()
      }}
    >
      <Screen
        title={words.typeTitle}
        picture={<Mark icon={PenLine} />}
        actions={
          <>
            <Button type="submit" tone="primary" wide>
              {words.check}
            </Button>
            <Button
              wide
              onClick={() => {
                setWrong(null)
                setTyping(false)
              }}
            >
              {words.showAgain}
            </Button>
          </>
        }
      >
        <p className="text-muted text-pretty">{words.typeText}</p>
        <TextField
          label={words.typeLabel}
          value={typed}
          onChange={(next) => {
            setTyped(next)
            setWrong(null)
          }}
          error={wrong ?? undefined}
          autoComplete="off"
          exact
          autoFocus
        />
      </Screen>
    </form>
  )
}
