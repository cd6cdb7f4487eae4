import { History } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { RestoreProof } from '#contract/settings.ts'
import type { Enrolment, Identity } from '#phone/key-store.ts'
import { type BackedUpAccount, beginRestore } from '#phone/restore.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import type { Protection } from '../onboarding/enrol-this-phone.ts'
import { ProtectForm } from '../onboarding/ProtectForm.tsx'
import { restoringTexts } from '../texts/restoring-texts.ts'
import { texts } from '../texts/texts.ts'
import { ChooseProof } from './ChooseProof.tsx'
import { CodeProof } from './CodeProof.tsx'
import { DeviceProof } from './DeviceProof.tsx'
import { enrolRestored, isOver, resultOf } from './enrol-restored.ts'
import type { RestoreDraft } from './restore-draft.ts'
import type { RestoreResult } from './restore-result.ts'

const { account: words } = restoringTexts

export type Begun = RestoreDraft['begun'][string]

interface RestoreAccountProps {
  account: BackedUpAccount
  /** Of the backup; null after a reset, when an administrator's code makes a new one. */
  identity: Identity | null
  begun: Begun | null
  /** Null when the organisation knows of it no more. */
  onBegun: (begun: Begun | null) => void
  /** An administrator's code that is good without further proof. */
  claim: string | null
  guard: string | null
  /** How the person is verified from now on, where that was chosen for an account before. */
  protection: Protection | null
  onProtect: (protection: Protection) => void
  /** By what a phone that holds accounts already makes sure of its person. */
  unlocker: Enrolment | null
  deviceName: string | null
  onResult: (result: RestoreResult) => void
}

/** One account, from the identity's proof to an enrolled phone. */
export function RestoreAccount(props: RestoreAccountProps) {
  const { account, identity, begun, onBegun, onResult } = props
  const [claim, setClaim] = useState(props.claim)
  const [by, setBy] = useState<RestoreProof | null>(begun?.asked ?? null)
  const [error, setError] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const isAsking = useRef(false)
  const begin = useEffectEvent(async () => {
    if (begun || claim || !identity || isAsking.current) return
    isAsking.current = true
    setError(null)
    try {
      onBegun({ ...(await beginRestore(appPhone, identity, account.iss)), asked: null })
    } catch (cause) {
      const result = resultOf(cause)
      if (result) onResult(result)
      else setError(cause)
    }
    isAsking.current = false
  })
  useEffect(() => {
    // `attempt` only makes this run again.
    if (attempt >= 0) void begin()
  }, [attempt])

  /** What was shown serves no more, or came too late: it begins again. */
  const over = (cause: unknown) => {
    onBegun(null)
    setBy(null)
    setClaim(null)
    setError(cause)
  }
  if (claim) {
    return (
      <Finish
        {...props}
        claim={claim}
        onOver={(cause) => (identity ? over(cause) : onResult({ kind: 'needs-code' }))}
      />
    )
  }
  if (!begun) {
    return (
      <Screen
        title={words.asking(account.org)}
        picture={<Mark icon={History} tone={error ? 'warning' : 'accent'} />}
        actions={
          error !== null && (
            <>
              <Button tone="primary" wide onClick={() => setAttempt(attempt + 1)}>
                {texts.frame.tryAgain}
              </Button>
              <Button wide onClick={() => onResult({ kind: 'failed', why: explain(error) })}>
                {words.skip}
              </Button>
            </>
          )
        }
      >
        {error === null ? <Skeleton lines={3} /> : <Notice tone="danger">{explain(error)}</Notice>}
      </Screen>
    )
  }
  const back = () => {
    onBegun({ ...begun, asked: null })
    setBy(null)
  }
  if (by === 'device') return <DeviceProof begun={begun} onProved={setClaim} onOver={over} onBack={back} />
  if (by !== null) {
    return (
      <CodeProof
        by={by}
        begun={begun}
        onAsked={(asked) => onBegun({ ...begun, asked })}
        onProved={setClaim}
        onOver={over}
        onBack={back}
      />
    )
  }
  return <ChooseProof begun={begun} onChosen={setBy} onSkip={() => onResult({ kind: 'skipped' })} />
}

/** Makes the keys. A PIN that was chosen for another account of this backup serves here as well. */
function Finish(props: RestoreAccountProps & { claim: string; onOver: (cause: unknown) => void }) {
  const { account, identity, claim, guard, protection, unlocker, deviceName, onProtect, onResult, onOver } =
    props
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const hasBegun = useRef(false)
  const finish = async (chosen: Protection) => {
    setPending(true)
    setError(null)
    try {
      const { iss } = account
      const result = await enrolRestored({ iss, claim, guard, identity, protection: chosen, deviceName })
      onProtect(chosen)
      onResult(result)
    } catch (cause) {
      const result = resultOf(cause)
      if (result) return onResult(result)
      if (isOver(cause)) return onOver(cause)
      setError(cause)
      setPending(false)
    }
  }
  const go = useEffectEvent(() => {
    if (protection?.kind !== 'pin' || hasBegun.current) return
    hasBegun.current = true
    void finish(protection)
  })
  useEffect(() => {
    go()
  }, [])

  if (protection?.kind === 'pin') {
    return (
      <Screen
        title={words.finishing}
        picture={<Mark icon={History} />}
        actions={
          error !== null && (
            <>
              <Button tone="primary" wide onClick={() => void finish(protection)}>
                {texts.frame.tryAgain}
              </Button>
              <Button wide onClick={() => onResult({ kind: 'failed', why: explain(error) })}>
                {words.skip}
              </Button>
            </>
          )
        }
      >
        {error === null ? <Skeleton lines={2} /> : <Notice tone="danger">{explain(error)}</Notice>}
      </Screen>
    )
  }
  return (
    <ProtectForm
      title={words.protect(account.org)}
      unlocker={unlocker}
      pending={isPending}
      error={error === null ? null : explain(error)}
      onProtect={(chosen) => void finish(chosen)}
    />
  )
}
