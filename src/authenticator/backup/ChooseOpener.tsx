import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { BackupSecret } from '#phone/backup-container.ts'
import { Button } from '#ui/Button.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { backupsTexts } from '../texts/backups-texts.ts'

const { choose: words } = backupsTexts

export function ChooseOpener(props: { onBack: () => void; onChosen: (kind: BackupSecret['kind']) => void }) {
  const [kind, setKind] = useState<BackupSecret['kind']>('passphrase')
  return (
    <Screen
      title={words.title}
      picture={<Mark icon={KeyRound} />}
      back={<BackButton onClick={props.onBack} />}
      actions={
        <Button tone="primary" wide onClick={() => props.onChosen(kind)}>
          {words.next}
        </Button>
      }
    >
      <p className="text-muted text-pretty">{words.text}</p>
      <RadioGroup
        label={words.label}
        value={kind}
        onChange={setKind}
        options={{
          passphrase: { label: words.passphrase, description: words.passphraseText },
          code: { label: words.code, description: words.codeText },
        }}
      />
    </Screen>
  )
}
