import { useEffect, useState } from 'react'
import { readSealedBackup, type SealedBackup } from '#phone/backup-container.ts'
import { openClaim } from '#phone/enrol.ts'
import type { Enrolment } from '#phone/key-store.ts'
import type { BackedUpAccount, OpenedBackup } from '#phone/restore.ts'
import { appPhone } from '../app-phone.ts'
import { keepRestored } from '../backup/backup-state.ts'
import { explain } from '../explain.ts'
import { type Protection, stepAfterEnrolment } from '../onboarding/enrol-this-phone.ts'
import type { StepProps } from '../onboarding/Onboarding.tsx'
import { emptyDraft } from '../onboarding/onboarding-draft.ts'
import { phoneState } from '../phone-state.ts'
import { restoringTexts } from '../texts/restoring-texts.ts'
import { AccountList } from './AccountList.tsx'
import { RestoreAccount } from './RestoreAccount.tsx'
import { RestoreResults } from './RestoreResults.tsx'
import { RestoreSource } from './RestoreSource.tsx'
import { emptyRestore, keyOf } from './restore-draft.ts'
import type { RestoreResult } from './restore-result.ts'
import { UnlockBackup } from './UnlockBackup.tsx'

const { wanted: words, account: accountWords } = restoringTexts

/** One account's turn; `code` is an administrator's, for a new identity after a reset. */
interface Turn {
  readonly account: BackedUpAccount
  readonly code: string | null
}

/**
 * Restore Account. What was opened lives as long as this screen: closed half-way, it goes on from the sealed backup, and what was
 * enrolled before is on the phone already.
 */
export function Restore({ draft, advance, onLeave, isMore }: StepProps) {
  const kept = draft.restore ?? emptyRestore
  const [opened, setOpened] = useState<OpenedBackup | null>(null)
  const [turns, setTurns] = useState<readonly Turn[] | null>(null)
  const [begun, setBegun] = useState(kept.begun)
  const [results, setResults] = useState<Readonly<Record<string, RestoreResult>>>({})
  const [protection, setProtection] = useState<Protection | null>(null)
  const [deviceName, setDeviceName] = useState<string | null>(null)
  // As it was before: what is restored in between must not ask for what was just chosen.
  const [unlocker, setUnlocker] = useState<Enrolment | null>(null)
  useEffect(() => {
    void appPhone.store.listEnrolments().then(([first]) => setUnlocker(first ?? null))
  }, [])
  const keep = (change: Partial<typeof kept>) => advance({ restore: { ...kept, begun, ...change } })
  const invitation = draft.opened
  const sealed = sealedIn(kept.container)

  if (!sealed) {
    const why = invitation && (invitation.purpose === 'add' ? words.add : words.restore)(invitation.org.name)
    return (
      <RestoreSource
        why={why || null}
        onRead={(container) => void keep({ container })}
        onBack={() =>
          isMore || invitation ? onLeave() : void advance({ step: 'welcome', restore: null, claim: null })
        }
      />
    )
  }
  if (!opened)
    return (
      <UnlockBackup sealed={sealed} onOpened={setOpened} onAnother={() => void keep({ container: null })} />
    )
  if (turns === null) {
    return (
      <AccountList
        opened={opened}
        wanted={invitation && { iss: invitation.iss, name: invitation.org.name }}
        onStart={(accounts, name) => {
          setDeviceName(name)
          setTurns(accounts.map((account) => ({ account, code: null })))
        }}
        onAnother={() => {
          setOpened(null)
          void keep({ container: null })
        }}
      />
    )
  }
  const [turn, ...later] = turns
  if (turn) {
    const { account, code } = turn
    const key = keyOf(account)
    const isInvited = invitation?.iss === account.iss
    const known = begun[key]
    return (
      <RestoreAccount
        key={`${key} ${code}`}
        account={account}
        identity={code ? null : (opened.identities.find(({ did }) => did === account.did) ?? null)}
        begun={known && known.endsAt > Date.now() ? known : null}
        onBegun={(next) => {
          const { [key]: _before, ...others } = begun
          const all = next ? { ...others, [key]: next } : others
          setBegun(all)
          void keep({ begun: all })
        }}
        claim={code ?? (isInvited && invitation ? invitation.claim : null)}
        guard={isInvited ? draft.guard : null}
        protection={protection}
        onProtect={setProtection}
        unlocker={unlocker}
        deviceName={deviceName}
        onResult={(result) => {
          setResults({ ...results, [key]: result })
          setTurns(later)
        }}
      />
    )
  }
  const done = async () => {
    const back = Object.values(results).flatMap((result) => ('deviceId' in result ? [result.deviceId] : []))
    const held = new Set(opened.identities.map(({ did }) => did))
    const deviceIds = phoneState()
      .enrolments.filter(({ did, iss }) => held.has(did) && opened.accounts.some((one) => one.iss === iss))
      .map(({ deviceId }) => deviceId)
    if (deviceIds.length > 0)
      await keepRestored({ madeAt: opened.madeAt, opensWith: sealed.opensWith, deviceIds })
    const [first] = back
    if (first) await advance({ ...emptyDraft, step: await stepAfterEnrolment(), deviceId: first })
    else onLeave()
  }
  return (
    <RestoreResults
      accounts={opened.accounts}
      results={results}
      onAgain={(account) => setTurns([{ account, code: null }])}
      onCode={async (account, code) => {
        try {
          const claim = await openClaim(appPhone, code, location.origin)
          if (claim.iss !== account.iss) return accountWords.otherOrganisation(account.org)
          setTurns([{ account, code: claim.claim }])
          return null
        } catch (error) {
          return explain(error)
        }
      }}
      onDone={() => void done()}
    />
  )
}

/** What was kept was readable when it was read. */
function sealedIn(container: string | null): SealedBackup | null {
  try {
    return container === null ? null : readSealedBackup(container)
  } catch {
    return null
  }
}
