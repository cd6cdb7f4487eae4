import { useState } from 'react'
import { type MadeBackup, makeBackup } from '#phone/backup.ts'
import type { BackupSecret } from '#phone/backup-container.ts'
import { appPhone } from '../app-phone.ts'
import { ChooseOpener } from './ChooseOpener.tsx'
import { ChoosePassphrase } from './ChoosePassphrase.tsx'
import { ConfirmPerson, type VerificationOf } from './ConfirmPerson.tsx'
import { RecoveryCode } from './RecoveryCode.tsx'
import { SaveBackup } from './SaveBackup.tsx'

interface BackupFlowProps {
  /** What the person came to change; without it they choose. */
  opensWith?: BackupSecret['kind']
  onBack: () => void
  onDone: () => void
}

/** From the choice of what opens it to a backup that lies somewhere. Nothing of it is kept on the way: closed, it begins anew. */
export function BackupFlow({ opensWith, onBack, onDone }: BackupFlowProps) {
  const [kind, setKind] = useState<BackupSecret['kind'] | null>(opensWith ?? null)
  const [secret, setSecret] = useState<BackupSecret | null>(null)
  const [made, setMade] = useState<MadeBackup | null>(null)
  const back = () => (opensWith ? onBack() : setKind(null))

  if (made && kind) return <SaveBackup made={made} opensWith={kind} onDone={onDone} />
  if (secret) {
    const make = async (verificationOf: VerificationOf) =>
      setMade(await makeBackup(appPhone, secret, verificationOf))
    return <ConfirmPerson onBack={() => setSecret(null)} onConfirmed={make} />
  }
  if (kind === 'passphrase') {
    return (
      <ChoosePassphrase
        onBack={back}
        onChosen={(passphrase) => setSecret({ kind: 'passphrase', passphrase })}
      />
    )
  }
  if (kind === 'code')
    return <RecoveryCode onBack={back} onKept={(code) => setSecret({ kind: 'code', code })} />
  return <ChooseOpener onBack={onBack} onChosen={setKind} />
}
