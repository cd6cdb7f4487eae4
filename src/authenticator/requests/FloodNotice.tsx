import { useState } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import { pausePushes } from '#phone/pause.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { appPhone } from '../app-phone.ts'
import { explain } from '../explain.ts'
import { checkAccounts } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'
import { timeOf } from '../time-words.ts'

const { flood: words } = texts.requests

interface FloodNoticeProps {
  enrolment: Enrolment
  /** A tap that was meant for what stood here before must not decide anything. */
  isDeaf: () => boolean
}

/** Several requests within a few minutes: somebody may hope that one is approved by mistake. */
export function FloodNotice({ enrolment, isDeaf }: FloodNoticeProps) {
  const [until, setUntil] = useState<Date | null>(null)
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const pause = async () => {
    if (isDeaf()) return
    setPending(true)
    setError(null)
    try {
      setUntil(await pausePushes(appPhone, enrolment))
      void checkAccounts()
    } catch (cause) {
      setError(cause)
    }
    setPending(false)
  }
  return (
    <Notice
      tone="danger"
      title={words.title}
      actions={
        until === null && (
          <Button size="compact" pending={isPending} onClick={() => void pause()}>
            {words.pause}
          </Button>
        )
      }
    >
      <p>{until ? words.paused(timeOf(until)) : words.text}</p>
      {error !== null && <p className="mt-1">{explain(error)}</p>}
    </Notice>
  )
}
