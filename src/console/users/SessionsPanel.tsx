import { useState } from 'react'
import { listSessions, type Session } from '#contract/sessions.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Tooltip } from '#ui/Tooltip.tsx'
import { useMe } from '../frame/me.ts'
import { whyNotOn } from '../frame/why-not.ts'
import { RevokeAllDialog } from './acts/RevokeAllDialog.tsx'
import { isOpen } from './open-sessions.ts'
import { RevokeSessionDialog } from './RevokeSessionDialog.tsx'
import { sessionEndWords } from './words.ts'

/** Where this user is signed in, and was lately. */
export function SessionsPanel({ user }: { user: User }) {
  const me = useMe()
  const read = useOperationQuery(listSessions, { params: { userId: user.id }, body: {} })
  const [revoking, setRevoking] = useState<Session | null>(null)
  const [revokingAll, setRevokingAll] = useState(false)
  const items = read.data?.items ?? []
  const open = items.filter(isOpen)
  const locked = whyNotOn(me, 'sessions:write', user)
  return (
    <Card
      title="Sessions"
      id="sessions"
      trailing={open.length > 0 && open.length}
      flush
      actions={
        open.length > 0 && (
          <Button size="compact" disabledReason={locked} onClick={() => setRevokingAll(true)}>
            Revoke all…
          </Button>
        )
      }
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && "No sessions. They'll appear after the next sign-in."}
    >
      <ul>
        {items.map((session) => (
          <li
            key={session.id}
            className="flex items-start gap-3 border-t border-line px-4 py-2.5 text-control"
          >
            <div className={`min-w-0 flex-1 ${isOpen(session) ? '' : 'text-muted'}`}>
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Tooltip content={session.userAgent}>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the browser's full name opens on focus too */}
                  <span tabIndex={0} className="rounded-badge font-medium">
                    {session.browser}
                  </span>
                </Tooltip>
                <span>{session.client ?? 'Console'}</span>
                {session.current && <Badge tone="info">This is you</Badge>}
              </p>
              <p className="flex flex-wrap gap-x-1.5 text-meta text-muted">
                <span>{[session.place, session.ip].filter(Boolean).join(' · ')}</span>
                <span aria-hidden>·</span>
                <Activity session={session} />
              </p>
              {session.applications.length > 0 && isOpen(session) && (
                <p className="text-meta text-muted">Tokens in {session.applications.join(', ')}</p>
              )}
              <p className="text-meta text-muted wrap-anywhere">Issuer {session.issuer}</p>
            </div>
            {isOpen(session) && (
              <Button
                size="compact"
                aria-label={`Revoke ${session.browser}`}
                disabledReason={locked}
                onClick={() => setRevoking(session)}
              >
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
      {revoking && <RevokeSessionDialog user={user} session={revoking} onClose={() => setRevoking(null)} />}
      <RevokeAllDialog user={user} open={revokingAll} onClose={() => setRevokingAll(false)} />
    </Card>
  )
}

function Activity({ session }: { session: Session }) {
  if (isOpen(session)) {
    return (
      <span>
        active <RelativeTime at={session.lastActiveAt} />
      </span>
    )
  }
  return (
    <span>
      {sessionEndWords[session.endedWhy ?? 'expired'] ?? 'Ended'}{' '}
      <RelativeTime at={session.endedAt ?? session.expiresAt} />
    </span>
  )
}
