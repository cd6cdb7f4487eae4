import { useEffect, useRef, useState } from 'react'
import { issueClaim } from '#contract/claims.ts'
import type { Device } from '#contract/devices.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { Countdown } from '#ui/Countdown.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { QrCode } from '#ui/QrCode.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { LinkCopy } from './LinkCopy.tsx'

interface SetupCodeProps {
  user: User
  devices: readonly Device[]
  onClose: () => void
}

/**
 * A setup code to be scanned or typed on a phone. It is issued when this appears, is shown here and nowhere else, and changes to
 * "enrolled" by itself when a phone has used it.
 */
export function SetupCode({ user, devices, onClose }: SetupCodeProps) {
  const issue = useOperationMutation(issueClaim)
  const [before] = useState(() => new Set(devices.map(({ id }) => id)))
  const [isOver, setOver] = useState(false)
  const isBegun = useRef(false)
  const panel = useRef<HTMLElement>(null)
  const enrolled = devices.find(({ id, state }) => !before.has(id) && state !== 'pending')
  const make = () => {
    setOver(false)
    issue.mutate({ params: { userId: user.id }, body: { kind: 'screen' } })
  }
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    // Asked for in a menu, perhaps far above.
    panel.current?.scrollIntoView({ block: 'center' })
    issue.mutate({ params: { userId: user.id }, body: { kind: 'screen' } })
  }, [issue, user.id])
  return (
    <section
      ref={panel}
      aria-label="Setup code"
      className="mx-4 mb-3 rounded-card border border-line bg-canvas p-4"
    >
      {body()}
    </section>
  )

  function body() {
    const done = (
      <Button size="compact" onClick={onClose}>
        Done
      </Button>
    )
    if (enrolled) {
      return (
        <Notice tone="success" title={`${enrolled.name} enrolled`} actions={done}>
          {user.name} can approve sign-ins with it now.
        </Notice>
      )
    }
    const again = (
      <>
        <Button size="compact" onClick={make} pending={issue.isPending}>
          {issue.error ? 'Try again' : 'New code'}
        </Button>
        <Button size="compact" tone="quiet" onClick={onClose}>
          Close
        </Button>
      </>
    )
    if (issue.error) {
      return (
        <Notice tone="danger" actions={again}>
          {errorMessage(issue.error)}
        </Notice>
      )
    }
    const { claim, secret } = issue.data ?? {}
    if (!claim || !secret || issue.isPending) return <Skeleton lines={6} />
    if (isOver) {
      return (
        <Notice tone="warning" title="This code has expired" actions={again}>
          Nothing was enrolled with it.
        </Notice>
      )
    }
    return (
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <QrCode value={secret.link} alternative="QR code with the setup link" size={208} />
        <div className="grid min-w-0 flex-1 basis-52 gap-3 text-control">
          <p className="text-body font-semibold">Scan with the phone to set it up</p>
          <p className="text-muted text-pretty">
            With the phone's camera, or in Latchkey under “Scan QR code”. It works once, and earlier codes
            have ended.
          </p>
          <div>
            <p className="text-meta text-muted">Or type this code in the app</p>
            <p className="text-card font-semibold tracking-wide">
              <Copyable value={secret.code} what="setup code" />
            </p>
          </div>
          <LinkCopy link={secret.link} />
          <p className="text-muted">
            <Countdown
              key={claim.id}
              until={claim.expiresAt}
              label="Expires in"
              onEnd={() => setOver(true)}
            />
          </p>
          <div className="flex flex-wrap gap-2">{again}</div>
        </div>
      </div>
    )
  }
}
