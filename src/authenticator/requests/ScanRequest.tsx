import { useState } from 'react'
import { parseDeviceLink } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import { explain } from '../explain.ts'
import { Scanner } from '../scan/Scanner.tsx'
import { texts } from '../texts/texts.ts'

const { scan: words } = texts

interface ScanRequestProps {
  onApproval: (link: { iss: string; rid: string; q: string }) => Promise<void>
  onClaim: (link: string) => void
  onBack: () => void
}

/** Reads the code of a sign-in page; a set-up code goes where it belongs. */
export function ScanRequest({ onApproval, onClaim, onBack }: ScanRequestProps) {
  const [error, setError] = useState<string | null>(null)
  const take = async (text: string) => {
    const link = parseDeviceLink(text)
    if (link.kind === 'claim') return onClaim(text)
    if (link.kind === 'newer-version') return setError(words.newerVersion)
    if (link.kind === 'backup') return setError(words.backup)
    if (link.kind === 'unknown') return setError(words.notOurs)
    setError(null)
    try {
      await onApproval(link)
    } catch (cause) {
      setError(isOver(cause) ? words.expired : explain(cause))
    }
  }
  return <Scanner title={words.title} error={error} onRead={(text) => void take(text)} onBack={onBack} />
}

const isOver = (error: unknown) =>
  error instanceof Problem && (error.code === 'request-ended' || error.code === 'approval-request-not-found')
