import { useState } from 'react'
import { parseDeviceLink } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import { explain } from '../explain.ts'
import { Scanner } from '../scan/Scanner.tsx'

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
    if (link.kind === 'newer-version')
      return setError('This code was made by a newer version of Latchkey. Update the app and try again.')
    if (link.kind === 'unknown') return setError("This isn't a sign-in code.")
    setError(null)
    try {
      await onApproval(link)
    } catch (cause) {
      setError(isOver(cause) ? 'This code has expired. Show a new one on the sign-in page.' : explain(cause))
    }
  }
  return (
    <Scanner title="Scan the sign-in code" error={error} onRead={(text) => void take(text)} onBack={onBack} />
  )
}

const isOver = (error: unknown) =>
  error instanceof Problem && (error.code === 'request-ended' || error.code === 'approval-request-not-found')
