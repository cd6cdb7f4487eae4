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
import { sessionsTexts } from '../texts/users/sessions.tsx'
import { RevokeAllDialog } from './acts/RevokeAllDialog.tsx'
import { focusPanel } from './focus-panel.ts'
import { isOpen } from './open-sessions.ts'
import { RevokeSessionDialog } from './RevokeSessionDialog.tsx'
import { sessionEndWords } from './words.ts'

/** How many that have ended are shown before somebody asks for the rest. */
const endedShown = 5

/** Where this user is signed in, and was lately. */
export function SessionsPanel({ user }: { user: User }) {
  const me = useMe()
  const read = useOperationQuery(listSessions, { params: { userId: user.id }, body: {} })
  const [revoking, setRevoking] = useState<Session | null>(null)
  const [isRevokingAll, setRevokingAll] = useState(false)
  const [showsAll, setShowsAll] = useState(false)
  const items = read.data?.items ?? []
  const open = items.filter(isOpen)
  const ended = items.filter((session) => !isOpen(session))
  const shown = [...open, ...(showsAll ? ended : ended.slice(0, endedShown))]
  const locked = whyNotOn(me, 'sessions:write', user)
  const hasOthers = open.some(({ current }) => !current)
  return (
    <Card
      title={sessionsTexts.title}
      id="sessions"
      trailing={open.length > 0 && open.length}
      flush
      actions={
        open.length > 0 && (
          <Button size="compact" disabledReason={locked} onClick={() => setRevokingAll(true)}>
            {open.some(({ current }) => current) && hasOthers
              ? sessionsTexts.revokeOthers
              : sessionsTexts.revokeAll}
          </Button>
        )
      }
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && sessionsTexts.none}
    >
      <ul>
        {shown.map((session) => (
          <li
            key={session.id}
            className="flex items-start gap-3 border-t border-line px-4 py-2.5 text-control"
          >
            <Details session={session} />
            {isOpen(session) && (
              <Button
                size="compact"
                aria-label={sessionsTexts.revokeOne(session.browser)}
                disabledReason={locked}
                onClick={() => setRevoking(session)}
              >
                {sessionsTexts.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!showsAll && ended.length > endedShown && (
        <div className="border-t border-line px-4 py-2">
          <Button size="compact" wide tone="quiet" onClick={() => setShowsAll(true)}>
            {sessionsTexts.showEnded(ended.length - endedShown)}
          </Button>
        </div>
      )}
      {revoking && (
        <RevokeSessionDialog
          user={user}
          session={revoking}
          onClose={() => setRevoking(null)}
          onDone={() => focusPanel('sessions')}
        />
      )}
      <RevokeAllDialog
        user={user}
        open={isRevokingAll}
        onClose={() => setRevokingAll(false)}
        onDone={() => focusPanel('sessions')}
      />
    </Card>
  )
}

function Details({ session }: { session: Session }) {
  const { browser, userAgent, client, current, kept, provider, place, ip, applications, issuer } = session
  const open = isOpen(session)
  return (
    <div className={`min-w-0 flex-1 ${open ? '' : 'text-muted'}`}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Tooltip content={userAgent}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the browser's full name opens on focus too */}
          <span tabIndex={0} className="rounded-badge font-medium">
            {browser}
          </span>
        </Tooltip>
        <span className="wrap-anywhere">{client ?? sessionsTexts.ownPages}</span>
        {current && <Badge tone="info">{sessionsTexts.you}</Badge>}
        {kept && open && <Badge tone="neutral">{sessionsTexts.kept}</Badge>}
      </p>
      <p className="flex flex-wrap gap-x-1.5 text-meta text-muted">
        <span>{[place, ip].filter(Boolean).join(' · ')}</span>
        {provider && <span>{sessionsTexts.through(provider)}</span>}
        <span aria-hidden>·</span>
        <Activity session={session} />
      </p>
      {applications.length > 0 && open && (
        <p className="text-meta text-muted wrap-anywhere">
          {sessionsTexts.tokensIn(applications.join(', '))}
        </p>
      )}
      <p className="text-meta text-muted wrap-anywhere">{sessionsTexts.issuer(issuer)}</p>
    </div>
  )
}

function Activity({ session }: { session: Session }) {
  if (isOpen(session)) {
    return <span>{sessionsTexts.active(<RelativeTime at={session.lastActiveAt} />)}</span>
  }
  return (
    <span>
      {sessionEndWords[session.endedWhy ?? 'expired'] ?? sessionsTexts.ended}{' '}
      <RelativeTime at={session.endedAt ?? session.expiresAt} />
    </span>
  )
}
