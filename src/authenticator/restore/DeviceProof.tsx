import { Smartphone } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { Problem } from '#contract/problem.ts'
import { askProof, type BegunRestore, showProof } from '#phone/restore.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Spinner } from '#ui/Spinner.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { Mark } from '../frame/Mark.tsx'
import { Screen } from '../frame/Screen.tsx'
import { restoringTexts } from '../texts/restoring-texts.ts'
import { texts } from '../texts/texts.ts'
import { phonesOf } from './phones-of.ts'

const { account: words } = restoringTexts
const pollMs = 2000

interface DeviceProofProps {
  begun: BegunRestore
  onProved: (claim: string) => void
  onOver: (cause: unknown) => void
  onBack: () => void
}

/** Six digits, to be typed on another phone of the same person. */
export function DeviceProof({ begun, onProved, onOver, onBack }: DeviceProofProps) {
  const [attempt, setAttempt] = useState(0)
  const [number, setNumber] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const proved = useEffectEvent(onProved)
  const failed = useEffectEvent((cause: unknown) =>
    cause instanceof Problem && cause.code === 'restore-not-found' ? onOver(cause) : setError(explain(cause)),
  )
  const ask = useEffectEvent((signal: AbortSignal) => askAndWait(begun, setNumber, signal))
  useEffect(() => {
    const over = new AbortController()
    setError(null)
    setNumber(null)
    // `attempt` only makes this run again. Put off by a turn, so that a rehearsal of React's asks nobody.
    const timer = setTimeout(() => {
      if (attempt < 0) return
      ask(over.signal).then(
        (claim) => over.signal.aborted || (claim ? proved(claim) : setError(words.deviceRefused)),
        (cause: unknown) => over.signal.aborted || failed(cause),
      )
    })
    return () => {
      clearTimeout(timer)
      over.abort()
    }
  }, [attempt])
  const phones = phonesOf(begun.hints.devices)
  return (
    <Screen
      title={words.deviceTitle(phones)}
      picture={<Mark icon={Smartphone} tone={error ? 'warning' : 'accent'} />}
      actions={
        <>
          {error && (
            <Button tone="primary" wide onClick={() => setAttempt(attempt + 1)}>
              {texts.frame.tryAgain}
            </Button>
          )}
          <Button wide onClick={onBack}>
            {words.other}
          </Button>
        </>
      }
    >
      {error ? (
        <Notice tone="danger">{error}</Notice>
      ) : (
        <>
          <output className="block py-4 text-center font-mono text-digits font-medium tracking-[0.2em] tabular-nums">
            {number && `${number.slice(0, 3)} ${number.slice(3)}`}
          </output>
          <p className="text-muted text-pretty">{words.deviceText(phones)}</p>
          <p role="status" className="flex items-center gap-2 text-muted">
            <Spinner />
            {words.deviceWaiting}
          </p>
        </>
      )}
    </Screen>
  )
}

/** The claim, or null where the other phone said no. A network that is away for a moment ends nothing. */
async function askAndWait(
  begun: BegunRestore,
  onNumber: (number: string | null) => void,
  signal: AbortSignal,
): Promise<string | null> {
  const { number } = await askProof(appPhone, begun, 'device')
  if (!signal.aborted) onNumber(number)
  while (!signal.aborted) {
    await new Promise((resolve) => {
      setTimeout(resolve, pollMs)
    })
    if (signal.aborted) break
    const shown = await showProof(appPhone, begun, 'device').catch((error: unknown) => {
      if (error instanceof TypeError) return { state: 'waiting' } as const
      throw error
    })
    if (shown.state === 'refused') return null
    if (shown.state === 'proved') return shown.claim
  }
  return null
}
