import { useState } from 'react'
import { endOwnOtherSessions, endOwnSession, listOwnSessions } from '#contract/self.ts'
import type { Session } from '#contract/sessions.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { notify } from '#ui/notify.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { sessionsTexts as words } from '../texts/sessions.tsx'

/** Where one is signed in now, and was lately. */
export function SessionsPanel() {
  const read = useOperationQuery(listOwnSessions, { params: {}, body: {} })
  const [ending, setEnding] = useState<Session | 'others' | null>(null)
  const items = read.data?.items ?? []
  const open = items.filter(({ endedAt }) => endedAt === null)
  const others = open.filter(({ current }) => !current)
  return (
    <Card
      title={words.title}
      id="sessions"
      flush
      trailing={open.length > 0 && open.length}
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      actions={
        others.length > 0 && (
          <Button size="compact" onClick={() => setEnding('others')}>
            {words.endOthers}
          </Button>
        )
      }
    >
      <ul className="text-control">
        {open.map((session) => (
          <li key={session.id} className="flex items-start gap-3 border-t border-line px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium">{session.browser}</span>
                {session.current && <Badge tone="info">{words.row.current}</Badge>}
                {session.kept && <Badge tone="neutral">{words.row.kept}</Badge>}
              </p>
              <p className="text-meta text-muted wrap-anywhere">
                {[session.client, session.place, session.ip].filter(Boolean).join(' · ')} ·{' '}
                {words.row.active(<RelativeTime at={session.lastActiveAt} />)}
              </p>
            </div>
            {!session.current && (
              <Button
                size="compact"
                aria-label={words.row.endThis(session.browser)}
                onClick={() => setEnding(session)}
              >
                {words.row.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending && <EndDialog which={ending} count={others.length} onClose={() => setEnding(null)} />}
    </Card>
  )
}

function EndDialog({
  which,
  count,
  onClose,
}: {
  which: Session | 'others'
  count: number
  onClose: () => void
}) {
  const endOne = useOperationMutation(endOwnSession)
  const endOthers = useOperationMutation(endOwnOtherSessions)
  const done = (text: string) => () => {
    notify(text)
    onClose()
  }
  const all = which === 'others'
  return (
    <AlertDialog
      title={all ? words.endingOthers.title : words.endingOne.title(which.browser)}
      action={all ? words.endingOthers.action : words.endingOne.action}
      pending={endOne.isPending || endOthers.isPending}
      error={endOne.error ?? endOthers.error}
      onConfirm={() =>
        all
          ? endOthers.mutate({ params: {}, body: {} }, { onSuccess: done(words.endingOthers.done) })
          : endOne.mutate(
              { params: { sessionId: which.id }, body: {} },
              { onSuccess: done(words.endingOne.done(which.browser)) },
            )
      }
      onClose={onClose}
    >
      <p>{all ? words.endingOthers.what(count) : words.endingOne.what}</p>
    </AlertDialog>
  )
}
