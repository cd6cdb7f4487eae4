import { Download, FileText, Printer, Share2 } from 'lucide-react'
import { useState } from 'react'
import { backupLink, backupParameters } from '#contract/device-messages.ts'
import type { MadeBackup } from '#phone/backup.ts'
import type { BackupSecret } from '#phone/backup-container.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { QrCode } from '#ui/QrCode.tsx'
import { Screen } from '../frame/Screen.tsx'
import { backupsTexts } from '../texts/backups-texts.ts'
import { dateOf, fromSeconds } from '../time-words.ts'
import { keepBackup } from './backup-state.ts'
import { drawBackup } from './draw-backup.ts'

const { save: words } = backupsTexts

interface SaveBackupProps {
  made: MadeBackup
  opensWith: BackupSecret['kind']
  onDone: () => void
}

/** The backup, to be put somewhere else than this phone. It counts from the first time that it is. */
export function SaveBackup({ made, opensWith, onDone }: SaveBackupProps) {
  const [isSaved, setSaved] = useState(false)
  const [isUnshared, setUnshared] = useState(false)
  const link = backupLink(location.origin, made.container)
  const fits = link.length <= backupParameters.maximumLink
  const date = fromSeconds(made.madeAt)
  const name = `latchkey-backup-${date.toISOString().slice(0, 10)}`
  const lines = [
    words.caption(dateOf(date)),
    opensWith === 'passphrase' ? words.captionPassphrase : words.captionCode,
  ]
  const textFile = () => new File([`${link}\n`], `${name}.txt`, { type: 'text/plain' })
  const pictureFile = async () =>
    new File([await drawBackup(link, lines)], `${name}.png`, { type: 'image/png' })
  const canShare = navigator.canShare?.({ files: [textFile()] }) ?? false

  const saved = () => {
    if (isSaved) return
    setSaved(true)
    void keepBackup(made, opensWith)
  }
  const share = async () => {
    setUnshared(false)
    try {
      await navigator.share({ files: [fits ? await pictureFile() : textFile()] })
      saved()
    } catch (error) {
      // Closed without having been sent anywhere: the person knows (Web Share §2.1).
      const isClosed = error instanceof DOMException && error.name === 'AbortError'
      setUnshared(!isClosed)
    }
  }
  return (
    <Screen
      title={words.title}
      actions={
        <div className="grid gap-2 print:hidden">
          <div className="grid grid-cols-2 gap-2">
            {fits && (
              <Button
                wide
                icon={<Download size={18} aria-hidden />}
                onClick={async () => {
                  download(await pictureFile())
                  saved()
                }}
              >
                {words.picture}
              </Button>
            )}
            <Button
              wide
              icon={<FileText size={18} aria-hidden />}
              onClick={() => {
                download(textFile())
                saved()
              }}
            >
              {words.file}
            </Button>
            {fits && (
              <Button
                wide
                icon={<Printer size={18} aria-hidden />}
                onClick={() => {
                  print()
                  saved()
                }}
              >
                {words.print}
              </Button>
            )}
            {canShare && (
              <Button wide icon={<Share2 size={18} aria-hidden />} onClick={() => void share()}>
                {words.share}
              </Button>
            )}
          </div>
          <Button tone="primary" wide onClick={onDone} disabledReason={isSaved ? undefined : words.notSaved}>
            {words.done}
          </Button>
        </div>
      }
    >
      <p className="text-muted text-pretty print:hidden">{words.text}</p>
      {fits ? (
        <div className="paper grid justify-items-center gap-3">
          <QrCode value={link} alternative={words.alternative} size={320} />
          <div className="text-center text-meta text-muted">
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </div>
      ) : (
        <Notice tone="info">{words.tooLarge}</Notice>
      )}
      {isUnshared && (
        <div className="print:hidden">
          <Notice tone="danger">{words.notShared}</Notice>
        </div>
      )}
      <p role="status" className="min-h-5 text-meta text-success print:hidden">
        {isSaved && words.saved}
      </p>
    </Screen>
  )
}

/** Hands a file to the browser's downloads. */
function download(file: File) {
  const address = URL.createObjectURL(file)
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = file.name
  anchor.click()
  // Not at once: some browsers fetch it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
