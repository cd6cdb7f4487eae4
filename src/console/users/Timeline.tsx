import type { ApprovalRequest } from '#contract/approval-requests.ts'
import { Copyable } from '#ui/Copyable.tsx'
import { historyTexts } from '../texts/users/history.tsx'
import { stepWords } from './words.ts'

const texts = historyTexts.timeline

/** How a request went, step by step, with the seconds since it was issued. */
export function Timeline({ request }: { request: ApprovalRequest }) {
  const begin = request.issuedAt.getTime()
  return (
    <div className="grid gap-2 text-meta text-muted">
      <ol className="grid gap-1.5 border-s-2 border-line ps-4">
        {request.timeline.map(({ at, step, device }) => (
          <li key={`${step}-${device ?? ''}-${at.getTime()}`} className="flex flex-wrap gap-x-2">
            <span className="font-medium text-fg">{stepWords[step]}</span>
            {device && <span>{texts.by(device)}</span>}
            <span>{step === 'issued' ? exactTime(at) : texts.after(seconds(at.getTime() - begin))}</span>
          </li>
        ))}
      </ol>
      <p>
        {request.how === 'number' ? texts.how.number : texts.how.qr}
        {request.reference && texts.reference(<Copyable value={request.reference} what={texts.what} />)}
      </p>
    </div>
  )
}

const exactTime = (at: Date) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(at)

const seconds = (milliseconds: number) =>
  milliseconds < 10_000
    ? texts.seconds((milliseconds / 1000).toFixed(1))
    : texts.seconds(String(Math.round(milliseconds / 1000)))
