import { Mail, Printer } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Claim, type ClaimPurpose, type ClaimSecret, issueClaim, listClaims } from '#contract/claims.ts'
import { listDevices } from '#contract/devices.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { Countdown } from '#ui/Countdown.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { QrCode } from '#ui/QrCode.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useMe } from '../../frame/me.ts'
import { setupCodeTexts } from '../../texts/users/setup-code.tsx'
import { SendInvitationDialog } from '../acts/SendInvitationDialog.tsx'
import { whyNotInvite } from '../why-not-user.ts'
import { LinkCopy } from './LinkCopy.tsx'
import { PrintSheet } from './PrintSheet.tsx'

/** A code that is there to be scanned. */
export interface IssuedCode {
  secret: ClaimSecret
  purpose: ClaimPurpose
}

interface SetupCodeProps {
  user: User
  /** One that was issued with another act; without it one is issued when this appears. */
  issued?: IssuedCode | null
  /** Without it there is no button that ends it: what stands around it has one. */
  onClose?: () => void
  /** Shown where it needs a backup: the way for whoever has none. */
  onUnregister?: () => void
}

/** How often it is read whether it was used, in milliseconds, where no notice of the change gets through. */
const readEvery = 3000

/**
 * A setup code to be scanned or typed on a phone. It is shown here and nowhere else, and changes to "enrolled" by itself when a phone has
 * used it.
 */
export function SetupCode({ user, issued = null, onClose, onUnregister }: SetupCodeProps) {
  const me = useMe()
  const issue = useOperationMutation(issueClaim)
  const [given, setGiven] = useState(issued)
  const [isOver, setOver] = useState(false)
  const [isMailing, setMailing] = useState(false)
  const [isPrinting, setPrinting] = useState(false)
  const standsAlone = onClose !== undefined
  const isBegun = useRef(issued !== null)
  const panel = useRef<HTMLElement>(null)
  const code: IssuedCode | null =
    given ?? (issue.data?.secret ? { secret: issue.data.secret, purpose: issue.data.claim.purpose } : null)
  const { claim, enrolled } = useProgress(user, code?.secret)
  const make = () => {
    setOver(false)
    setGiven(null)
    issue.mutate({ params: { userId: user.id }, body: { kind: 'screen' } })
  }
  useEffect(() => {
    // Asked for in a menu, perhaps far above.
    panel.current?.scrollIntoView({ block: 'center' })
    // After a dialog that asked for it has given the focus back. Inside of one the focus is where it should be.
    if (standsAlone) afterNextFrame(() => panel.current?.focus({ preventScroll: true }))
    if (isBegun.current) return
    isBegun.current = true
    issue.mutate({ params: { userId: user.id }, body: { kind: 'screen' } })
  }, [issue, user.id, standsAlone])
  const print = () => {
    flushSync(() => setPrinting(true))
    // Some browsers go on while their dialog is open: the sheet stays until it is closed.
    window.addEventListener('afterprint', () => setPrinting(false), { once: true })
    window.print()
  }
  return (
    <section
      ref={panel}
      aria-label={setupCodeTexts.title}
      tabIndex={-1}
      className="rounded-card border border-line bg-canvas p-4 outline-none"
    >
      {body()}
      {isPrinting && code && <PrintSheet user={user} code={code} organisation={me.organisation.name} />}
      <SendInvitationDialog
        user={user}
        open={isMailing}
        onClose={() => setMailing(false)}
        {...(onClose && { onDone: onClose })}
      />
    </section>
  )

  function body() {
    const done = onClose && (
      <Button size="compact" onClick={onClose}>
        {setupCodeTexts.done}
      </Button>
    )
    if (enrolled) {
      return enrolled.state === 'pending' ? (
        <Notice tone="warning" title={setupCodeTexts.waits.title(enrolled.name)} actions={done}>
          {setupCodeTexts.waits.text(user.name)}
        </Notice>
      ) : (
        <Notice tone="success" title={setupCodeTexts.enrolled.title(enrolled.name)} actions={done}>
          {setupCodeTexts.enrolled.text(user.name)}
        </Notice>
      )
    }
    const again = (
      <>
        <Button size="compact" onClick={make} pending={issue.isPending}>
          {issue.error ? setupCodeTexts.again : setupCodeTexts.newCode}
        </Button>
        {onClose && (
          <Button size="compact" tone="quiet" onClick={onClose}>
            {setupCodeTexts.close}
          </Button>
        )}
      </>
    )
    if (issue.error) {
      return (
        <Notice tone="danger" actions={again}>
          {errorMessage(issue.error)}
        </Notice>
      )
    }
    if (!code || issue.isPending) return <Skeleton lines={6} />
    const ended = endOf(claim, isOver)
    if (ended) {
      return (
        <Notice tone="warning" title={ended.title} actions={again}>
          {ended.text}
        </Notice>
      )
    }
    const { secret, purpose } = code
    const words = setupCodeTexts.scan[purpose]
    return (
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <QrCode value={secret.link} alternative={setupCodeTexts.alternative} size={240} />
        <div className="grid min-w-0 flex-1 basis-60 gap-3 text-control">
          <div className="grid gap-1">
            <p className="text-body font-semibold">{words.title}</p>
            <p className="text-muted text-pretty">{setupCodeTexts.once(words.text)}</p>
          </div>
          <div>
            <p className="text-meta text-muted">{setupCodeTexts.orType}</p>
            <p className="text-card font-semibold tracking-wide">
              <Copyable value={secret.code} what={setupCodeTexts.what} />
            </p>
          </div>
          <p className="text-muted" role={claim?.state === 'opened' ? 'status' : undefined}>
            {claim?.state === 'opened' || claim?.state === 'spent' ? (
              setupCodeTexts.opened
            ) : (
              <Countdown
                key={secret.code}
                until={secret.expiresAt}
                label={setupCodeTexts.expiresIn}
                onEnd={() => setOver(true)}
              />
            )}
          </p>
          {purpose === 'restore' && onUnregister && (
            <Notice
              tone="info"
              actions={
                <Button size="compact" onClick={onUnregister}>
                  {setupCodeTexts.unregister}
                </Button>
              }
            >
              {setupCodeTexts.noBackup}
            </Notice>
          )}
          <div className="flex flex-wrap gap-2">
            <LinkCopy link={secret.link} />
            <Button
              size="compact"
              icon={<Mail size={15} aria-hidden />}
              disabledReason={whyNotInvite(me, user, 'mail')}
              onClick={() => setMailing(true)}
            >
              {setupCodeTexts.send}
            </Button>
            <Button size="compact" icon={<Printer size={15} aria-hidden />} onClick={print}>
              {setupCodeTexts.print}
            </Button>
            {again}
          </div>
        </div>
      </div>
    )
  }
}

/** What became of a code: its claim as the server has it, and the phone that was set up since it was issued. */
function useProgress(user: User, secret: ClaimSecret | undefined) {
  const input = { params: { userId: user.id }, body: {} }
  const [isDone, setDone] = useState(false)
  const options = { enabled: secret !== undefined, ...(!isDone && { refetchInterval: readEvery }) }
  const claims = useOperationQuery(listClaims, input, options)
  const devices = useOperationQuery(listDevices, input, options)
  // The secret names no claim; no two of a person end at the same instant.
  const claim = claims.data?.items.find(
    ({ expiresAt }) => expiresAt.getTime() === secret?.expiresAt.getTime(),
  )
  // Those that are there when it appears.
  const [before, setBefore] = useState<ReadonlySet<string> | null>(null)
  if (before === null && devices.data) setBefore(new Set(devices.data.items.map(({ id }) => id)))
  const enrolled = devices.data?.items.find(
    ({ id, enrolledAt }) => claim && before?.has(id) === false && enrolledAt >= claim.issuedAt,
  )
  useEffect(() => setDone(enrolled !== undefined), [enrolled])
  return { claim, enrolled }
}

const afterNextFrame = (run: () => void) => requestAnimationFrame(() => requestAnimationFrame(run))

/** How a code ended without a phone; undefined while it can be used. */
function endOf(claim: Claim | undefined, isOver: boolean): { title: string; text: string } | undefined {
  if (claim?.state === 'void') return setupCodeTexts.ended.void
  if (claim?.state === 'locked') return setupCodeTexts.ended.locked
  if (claim?.state === 'expired' || (isOver && claim?.state !== 'spent' && claim?.state !== 'opened'))
    return setupCodeTexts.ended.expired
  return undefined
}
