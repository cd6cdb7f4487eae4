import { Smartphone } from 'lucide-react'
import { useEffect, useState } from 'react'
import { backupLink } from '#contract/device-messages.ts'
import { makeBackup } from '#phone/backup.ts'
import { makeRecoveryCode, spacedRecoveryCode, writeRecoveryCode } from '#phone/recovery-code.ts'
import { Button } from '#ui/Button.tsx'
import { QrCode } from '#ui/QrCode.tsx'
import { appPhone } from '../app-phone.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { backupsTexts } from '../texts/backups-texts.ts'
import { CodeShown } from './CodeShown.tsx'
import { ConfirmPerson } from './ConfirmPerson.tsx'

const { another: words } = backupsTexts

/**
 * Carries the identities to a second phone: a code that is scanned, then, on another screen, what opens it, so that no one picture of
 * this screen holds both. It is kept nowhere, and counts as no backup.
 */
export function AnotherPhone({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  const [stage, setStage] = useState<'about' | 'confirm' | 'scan' | 'code'>('about')
  const [code] = useState(makeRecoveryCode)
  const [text, setText] = useState('')
  const [container, setContainer] = useState('')
  useEffect(() => {
    void writeRecoveryCode(code).then(setText)
  }, [code])

  if (stage === 'about') {
    return (
      <Screen
        title={words.title}
        picture={<Mark icon={Smartphone} />}
        back={<BackButton onClick={onBack} />}
        actions={
          <Button tone="primary" wide onClick={() => setStage('confirm')}>
            {words.start}
          </Button>
        }
      >
        <p className="text-muted text-pretty">{words.text}</p>
      </Screen>
    )
  }
  if (stage === 'confirm') {
    return (
      <ConfirmPerson
        onBack={() => setStage('about')}
        onConfirmed={async (verificationOf) => {
          const made = await makeBackup(appPhone, { kind: 'code', code }, verificationOf)
          setContainer(made.container)
          setStage('scan')
        }}
      />
    )
  }
  if (stage === 'scan') {
    return (
      <Screen
        title={words.scanTitle}
        back={<BackButton onClick={onBack} />}
        actions={
          <Button tone="primary" wide onClick={() => setStage('code')}>
            {words.next}
          </Button>
        }
      >
        <p className="text-muted text-pretty">{words.scanText}</p>
        <div className="grid justify-items-center">
          <QrCode value={backupLink(location.origin, container)} alternative={words.alternative} size={340} />
        </div>
      </Screen>
    )
  }
  return (
    <Screen
      title={words.codeTitle}
      back={<BackButton onClick={() => setStage('scan')} />}
      actions={
        <Button tone="primary" wide onClick={onDone}>
          {words.done}
        </Button>
      }
    >
      <CodeShown code={spacedRecoveryCode(text)} />
      <p className="text-muted text-pretty">{words.codeText}</p>
    </Screen>
  )
}
