import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { go } from '../frame/place.ts'
import { usePhoneState } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'
import { useBackup } from './backup-state.ts'

const { reminder: words, now } = texts.backup

/** Stands on the first tab for as long as something on this phone is in no backup. */
export function BackupReminder() {
  const { enrolments } = usePhoneState()
  const { loaded, kept } = useBackup()
  const isMissing = enrolments.some(({ deviceId }) => !kept?.deviceIds.includes(deviceId))
  if (!loaded || !isMissing) return null
  return (
    <Notice
      tone="info"
      title={words.title}
      actions={
        <Button size="compact" onClick={() => go('backup/new')}>
          {now}
        </Button>
      }
    >
      {words.text}
    </Notice>
  )
}
