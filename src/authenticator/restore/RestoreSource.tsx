import { History } from 'lucide-react'
import { useRef, useState } from 'react'
import { parseDeviceLink } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import { BackupError, readSealedBackup } from '#phone/backup-container.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { Scanner } from '../scan/Scanner.tsx'
import { restoringTexts } from '../texts/restoring-texts.ts'
import { readBackupFile } from './read-backup-file.ts'

const { source: words } = restoringTexts

interface RestoreSourceProps {
  /** Why a backup is asked for, where the person came for something else. */
  why: string | null
  onRead: (container: string) => void
  onBack: () => void
}

/** Where the backup comes from: the camera, a picture, a file, the clipboard. */
export function RestoreSource({ why, onRead, onBack }: RestoreSourceProps) {
  const [way, setWay] = useState<'choose' | 'scan' | 'paste'>('choose')
  const [wrong, setWrong] = useState<string | null>(null)
  const [pasted, setPasted] = useState('')
  const [isReading, setReading] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const change = (next: typeof way) => {
    setWrong(null)
    setWay(next)
  }
  const take = (text: string | undefined) => {
    if (text === undefined) return setWrong(words.noCode)
    try {
      onRead(readSealedBackup(text).container)
    } catch (error) {
      setWrong(wordsFor(error, text))
    }
  }
  const open = async (file: File) => {
    setReading(true)
    setWrong(null)
    take(await readBackupFile(file))
    setReading(false)
  }

  if (way === 'scan')
    return (
      <Scanner title={words.scanTitle} error={wrong} onRead={take} onBack={() => change('choose')} fine />
    )
  if (way === 'paste') {
    return (
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          take(pasted)
        }}
      >
        <Screen
          title={words.pasteTitle}
          back={<BackButton onClick={() => change('choose')} />}
          actions={
            <Button type="submit" tone="primary" wide>
              {words.next}
            </Button>
          }
        >
          <TextArea
            label={words.pasteLabel}
            description={words.pasteText}
            value={pasted}
            onChange={(text) => {
              setPasted(text)
              setWrong(null)
            }}
            error={wrong ?? undefined}
          />
        </Screen>
      </form>
    )
  }
  return (
    <Screen
      title={words.title}
      picture={<Mark icon={History} />}
      back={<BackButton onClick={onBack} />}
      actions={
        <>
          <Button tone="primary" wide onClick={() => change('scan')}>
            {words.scan}
          </Button>
          <Button wide pending={isReading} onClick={() => input.current?.click()}>
            {words.open}
          </Button>
          <Button tone="quiet" wide onClick={() => change('paste')}>
            {words.paste}
          </Button>
          <input
            ref={input}
            type="file"
            accept="image/*,.txt,text/plain"
            hidden
            onChange={({ target }) => {
              const file = target.files?.[0]
              // The same file again is another try.
              target.value = ''
              if (file) void open(file)
            }}
          />
        </>
      }
    >
      <p className="text-muted text-pretty">{why ?? words.text}</p>
      {wrong && <Notice tone="danger">{wrong}</Notice>}
    </Screen>
  )
}

function wordsFor(error: unknown, text: string): string {
  if (error instanceof Problem) return words.newer
  if (error instanceof BackupError && error.why === 'out-of-limits') return words.outOfLimits
  return parseDeviceLink(text).kind === 'claim' ? words.setupCode : words.notBackup
}
