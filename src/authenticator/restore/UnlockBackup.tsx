import { KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { BackupError, type BackupSecret, type SealedBackup } from '#phone/backup-container.ts'
import { readRecoveryCode } from '#phone/recovery-code.ts'
import { type OpenedBackup, openBackup } from '#phone/restore.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { TextField } from '#ui/TextField.tsx'
import { appPhone } from '../app-phone.ts'
import { slipWords } from '../backup/slip-words.ts'
import { explain } from '../explain.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { restoringTexts } from '../texts/restoring-texts.ts'
import { addMiss, forgetMisses, type Misses, readMisses } from './misses.ts'

const { unlock: words, source } = restoringTexts

interface UnlockBackupProps {
  sealed: SealedBackup
  onOpened: (opened: OpenedBackup) => void
  onAnother: () => void
}

/** What opens it. After five misses a wait, on this phone: whoever has the file can guess elsewhere, so it has to be hard to guess. */
export function UnlockBackup({ sealed, onOpened, onAnother }: UnlockBackupProps) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [misses, setMisses] = useState<Misses | null>(null)
  const [now, setNow] = useState(Date.now)
  const [isPending, setPending] = useState(false)
  useEffect(() => {
    void readMisses().then(setMisses)
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  if (!misses) return null
  const isCode = sealed.opensWith === 'code'
  const waitMs = misses.until - now
  const isWaiting = waitMs > 0

  const open = async () => {
    setWrong(null)
    const secret = await secretOf(typed, isCode)
    if (typeof secret === 'string') return setWrong(secret)
    setPending(true)
    try {
      const opened = await openBackup(appPhone, sealed, secret)
      await forgetMisses()
      onOpened(opened)
    } catch (error) {
      setPending(false)
      if (!(error instanceof BackupError)) return setWrong(explain(error))
      if (error.why !== 'wrong-secret') return setWrong(source.notBackup)
      const after = await addMiss()
      setMisses(after)
      setNow(Date.now())
      const left = after.left > 0 && after.left < 3 ? ` ${words.left(after.left)}` : ''
      setWrong((isCode ? words.wrongCode : words.wrongPassphrase) + left)
    }
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending && !isWaiting) void open()
      }}
    >
      <Screen
        title={isCode ? words.codeTitle : words.passphraseTitle}
        picture={<Mark icon={KeyRound} />}
        back={<BackButton onClick={onAnother} />}
        actions={
          <>
            <Button
              type="submit"
              tone="primary"
              wide
              pending={isPending}
              disabledReason={isWaiting ? words.waitFirst : undefined}
            >
              {words.open}
            </Button>
            <Button wide disabled={isPending} onClick={onAnother}>
              {words.another}
            </Button>
          </>
        }
      >
        <TextField
          label={isCode ? words.code : words.passphrase}
          description={isCode ? words.codeText : undefined}
          type={isCode ? 'text' : 'password'}
          exact={isCode}
          value={typed}
          onChange={(next) => {
            setTyped(next)
            setWrong(null)
          }}
          error={wrong ?? undefined}
          autoComplete={isCode ? 'off' : 'current-password'}
          autoFocus
        />
        {isWaiting && <Notice tone="warning">{words.wait(Math.ceil(waitMs / 1000))}</Notice>}
      </Screen>
    </form>
  )
}

/** What was typed, as a secret, or why it cannot be one: a slip of the finger is no miss. */
async function secretOf(typed: string, isCode: boolean): Promise<BackupSecret | string> {
  if (typed.trim() === '') return words.empty
  if (!isCode) return { kind: 'passphrase', passphrase: typed }
  const read = await readRecoveryCode(typed)
  return read instanceof Uint8Array ? { kind: 'code', code: read } : slipWords(read)
}
