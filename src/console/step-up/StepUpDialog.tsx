import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { beginStepUp, finishStepUp, type StepUp } from '#contract/me.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Countdown } from '#ui/Countdown.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Spinner } from '#ui/Spinner.tsx'
import { stepUpTexts } from '../texts/step-up.ts'
import { endings } from './endings.ts'

// Few need it, and what draws it is heavy.
const QrCode = lazy(async () => ({ default: (await import('#ui/QrCode.tsx')).QrCode }))

interface StepUpDialogProps {
  /** What the approval is for; the phone shows it too. */
  reason: string
  onEnd: (proved: boolean) => void
}

/** How often it is read, in milliseconds, where no notice of the change gets through. */
const readEvery = 1500

/** Asks for an approval on one's own phone and goes away by itself once it is there. */
export function StepUpDialog({ reason, onEnd }: StepUpDialogProps) {
  const begin = useOperationMutation(beginStepUp)
  const [showsQr, setShowsQr] = useState(false)
  const isBegun = useRef(false)
  // Not the close button: who has just pressed Enter in the layer below may press it once more.
  const content = useRef<HTMLDivElement>(null)
  const ask = () => {
    setShowsQr(false)
    begin.mutate({ params: {}, body: { reason } })
  }
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    begin.mutate({ params: {}, body: { reason } })
  }, [begin, reason])
  const stepUp = useStepUp(begin.data)
  const state = begin.isPending ? undefined : stepUp?.state
  const proved = state === 'redeemed'
  useEffect(() => {
    if (proved) onEnd(true)
  }, [proved, onEnd])
  return (
    <Dialog
      title={stepUpTexts.phone.title}
      description={stepUpTexts.reason(reason)}
      onClose={() => onEnd(false)}
      initialFocus={content}
    >
      <div ref={content} tabIndex={-1} className="outline-none">
        {body()}
      </div>
    </Dialog>
  )

  function body() {
    if (begin.error) {
      return (
        <Notice tone="danger" actions={<TryAgain onPress={ask} />}>
          {errorMessage(begin.error)}
        </Notice>
      )
    }
    if (!stepUp || state === undefined) return <Skeleton lines={4} />
    if (state === 'approved' || proved) return <Waiting text={stepUpTexts.phone.approved} />
    if (state !== 'pending' || stepUp.number === null) {
      return (
        <Notice tone="warning" actions={<TryAgain onPress={ask} />}>
          {endings(stepUp)}
        </Notice>
      )
    }
    return (
      <div className="grid justify-items-center gap-4 text-center">
        <p className="text-muted text-pretty">{stepUpTexts.phone.text}</p>
        <p role="status" className="text-number font-semibold tracking-widest tabular-nums">
          <span className="sr-only">{stepUpTexts.phone.number} </span>
          {stepUp.number}
        </p>
        <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 text-control text-muted">
          <Waiting text={stepUpTexts.phone.waiting} />
          <Countdown until={stepUp.expiresAt} label={stepUpTexts.phone.expires} />
        </div>
        {stepUp.qr !== null && showsQr && (
          <Suspense fallback={<Skeleton lines={6} />}>
            <QrCode value={stepUp.qr} alternative={stepUpTexts.phone.qr} size={200} />
          </Suspense>
        )}
        {!showsQr && (
          <Button tone="quiet" onClick={() => setShowsQr(true)}>
            {stepUpTexts.phone.showQr}
          </Button>
        )}
      </div>
    )
  }
}

const TryAgain = ({ onPress }: { onPress: () => void }) => (
  <Button size="compact" onClick={onPress}>
    {stepUpTexts.phone.again}
  </Button>
)

const Waiting = ({ text }: { text: string }) => (
  <span className="inline-flex items-center gap-2 text-control text-muted">
    <Spinner size={14} />
    {text}
  </span>
)

/** How it stands now: read again and again until it has ended. */
function useStepUp(begun: StepUp | undefined): StepUp | undefined {
  const [ended, setEnded] = useState<StepUp['id'] | null>(null)
  const isOpen = begun !== undefined && ended !== begun.id
  const { data } = useOperationQuery(
    finishStepUp,
    // While nothing has begun the query waits, so this never leaves.
    { params: { requestId: begun?.id ?? ('' as StepUp['id']) }, body: {} },
    { enabled: isOpen, ...(isOpen && { refetchInterval: readEvery }) },
  )
  const current = data ?? begun
  const isOver = current !== undefined && current.state !== 'pending' && current.state !== 'approved'
  useEffect(() => {
    if (isOver && current) setEnded(current.id)
  }, [isOver, current])
  return current
}
