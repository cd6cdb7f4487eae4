import type { ApprovalRequest } from '#contract/approval-requests.ts'
import { Copyable } from '#ui/Copyable.tsx'
import { stepWords } from './words.ts'

/** How a request went, step by step, with the seconds since it was issued. */
export function Timeline({ request }: { request: ApprovalRequest }) {
  const begin = request.issuedAt.getTime()
  return (
    <div className="grid gap-2 text-meta text-muted">
      <ol className="grid gap-1.5 border-s-2 border-line ps-4">
        {request.timeline.map(({ at, step, device }) => (
          <li key={`${step}-${device ?? ''}-${at.getTime()}`} className="flex flex-wrap gap-x-2">
            <span className="font-medium text-fg">{stepWords[step]}</span>
            {device && <span>by {device}</span>}
            <span>{step === 'issued' ? exactTime(at) : `after ${seconds(at.getTime() - begin)}`}</span>
          </li>
        ))}
      </ol>
      <p>
        {request.how === 'number' ? 'By number or QR code' : 'By QR code'}
        {request.reference && (
          <>
            {' · reference '}
            <Copyable value={request.reference} what="reference code" />
          </>
        )}
      </p>
    </div>
  )
}

const exactTime = (at: Date) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(at)

const seconds = (milliseconds: number) =>
  milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`
