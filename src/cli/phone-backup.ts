import { readFile, writeFile } from 'node:fs/promises'
import { backupLink } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import type { RestoreProof } from '#contract/settings.ts'
import { makeBackup } from '#phone/backup.ts'
import {
  BackupError,
  type BackupSecret,
  readSealedBackup,
  type SealedBackup,
} from '#phone/backup-container.ts'
import { enrol, openClaimAt } from '#phone/enrol.ts'
import {
  makeRecoveryCode,
  readRecoveryCode,
  spacedRecoveryCode,
  writeRecoveryCode,
} from '#phone/recovery-code.ts'
import { reportBackup } from '#phone/report-backup.ts'
import { askProof, type BegunRestore, beginRestore, openBackup, showProof } from '#phone/restore.ts'
import { describeSelf, pinOf, type Run } from './phone-run.ts'

/** Writes a backup that a recovery code opens, and tells the organisations of it. */
export async function backUpPhone(run: Run, path = 'latchkey-backup.txt'): Promise<number> {
  const { io, phone } = run
  const [first] = await phone.store.listEnrolments()
  if (!first) {
    io.err('This phone is not enrolled anywhere.')
    return 1
  }
  const pin = await pinOf(run, 'PIN: ')
  const code = makeRecoveryCode()
  const made = await makeBackup(phone, { kind: 'code', code }, () => ({ kind: 'pin', pin }))
  await writeFile(path, `${backupLink(first.iss, made.container)}\n`, { mode: 0o600 })
  const untold = await reportBackup(phone, made)
  io.out(`Backup in ${path}. It opens with ${spacedRecoveryCode(await writeRecoveryCode(code))}`)
  if (untold.length > 0) io.err('Not every organisation could be told of it.')
  return 0
}

/** Restores every account of a backup that this phone does not hold. Each is on its own: one that is refused stops no other. */
export async function restorePhone(run: Run, source: string | undefined): Promise<number> {
  const { io, phone, values } = run
  if (!source) {
    io.err('Say which backup: latchkey phone restore <file|link>')
    return 2
  }
  const text = URL.canParse(source) ? source : await readFile(source, 'utf8')
  try {
    const sealed = readSealedBackup(text)
    const { accounts, identities } = await openBackup(phone, sealed, await secretOf(run, sealed))
    const held = await phone.store.listEnrolments()
    const pin = await pinOf(run, 'Choose a PIN of six digits or more: ')
    let refused = 0
    for (const { did, iss, org, user } of accounts) {
      const identity = identities.find((one) => one.did === did)
      if (!identity || held.some((one) => one.did === did && one.iss === iss)) continue
      try {
        const claim = await proveIt(run, await beginRestore(phone, identity, iss))
        const opened = await openClaimAt(phone, iss, claim)
        const { shortCode } = await enrol(phone, opened, {
          identity: { kind: 'restored', identity },
          verification: { kind: 'pin', pin },
          description: describeSelf(values.name),
          push: { kind: 'none', why: 'unsupported' },
        })
        io.out(`${org}, ${user}: restored. Short code: ${shortCode}`)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        refused++
        io.err(`${org}, ${user}: ${error.message} [${error.code}]`)
      }
    }
    return refused > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof BackupError)) throw error
    io.err(refusals[error.why])
    return 1
  }
}

const refusals: Record<BackupError['why'], string> = {
  'not-a-backup': 'That is no backup.',
  'out-of-limits': 'This backup cannot be opened safely.',
  'wrong-secret': 'That does not open this backup.',
}

async function secretOf({ ask }: Run, { opensWith }: SealedBackup): Promise<BackupSecret> {
  if (opensWith === 'passphrase') return { kind: 'passphrase', passphrase: await ask('Passphrase: ') }
  const code = await readRecoveryCode(await ask('Recovery code: '))
  if (!(code instanceof Uint8Array)) throw new BackupError('wrong-secret')
  return { kind: 'code', code }
}

/** The first proof that can be typed here: a code that is sent, or an administrator's setup code. */
async function proveIt({ phone, io, ask }: Run, begun: BegunRestore): Promise<string> {
  const ways: readonly RestoreProof[] = ['mail', 'sms', 'claim']
  const by = ways.find((way) => begun.proofs.includes(way)) ?? 'claim'
  if (by === 'mail' || by === 'sms') {
    await askProof(phone, begun, by)
    io.out(`${begun.org.name} sent a code to ${begun.hints[by] ?? begun.user.hint}.`)
  }
  const typed = await ask(by === 'claim' ? `Setup code of ${begun.org.name}: ` : 'Code: ')
  const shown = await showProof(phone, begun, by, typed.trim())
  if (shown.state !== 'proved') throw new Problem('restore-proof-refused')
  return shown.claim
}
