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

/** Where one is signed in now, and was lately. */
export function SessionsPanel() {
  const read = useOperationQuery(listOwnSessions, { params: {}, body: {} })
  const [ending, setEnding] = useState<Session | 'others' | null>(null)
  const items = read.data?.items ?? []
  const open = items.filter(({ endedAt }) => endedAt === null)
  const others = open.filter(({ current }) => !current)
  return (
    <Card
      title="Where you’re signed in"
      id="sessions"
      flush
      trailing={open.length > 0 && open.length}
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      actions={
        others.length > 0 && (
          <Button size="compact" onClick={() => setEnding('others')}>
            End all others…
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
                {session.current && <Badge tone="info">This is you</Badge>}
                {session.kept && <Badge tone="neutral">Kept signed in</Badge>}
              </p>
              <p className="text-meta text-muted wrap-anywhere">
                {[session.client, session.place, session.ip].filter(Boolean).join(' · ')} · active{' '}
                <RelativeTime at={session.lastActiveAt} />
              </p>
            </div>
            {!session.current && (
              <Button size="compact" aria-label={`End ${session.browser}`} onClick={() => setEnding(session)}>
                End
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
      title={all ? 'End all other sessions' : `End ${which.browser}`}
      action={all ? 'End sessions' : 'End session'}
      pending={endOne.isPending || endOthers.isPending}
      error={endOne.error ?? endOthers.error}
      onConfirm={() =>
        all
          ? endOthers.mutate({ params: {}, body: {} }, { onSuccess: done('Ended your other sessions') })
          : endOne.mutate(
              { params: { sessionId: which.id }, body: {} },
              { onSuccess: done(`Ended ${which.browser}`) },
            )
      }
      onClose={onClose}
    >
      <p>
        {all
          ? `${count === 1 ? 'One other browser is' : `${count} other browsers are`} signed out now.`
          : 'That browser is signed out now.'}{' '}
        Don’t recognise it? Change your password, and tell your IT administrator.
      </p>
    </AlertDialog>
  )
}
