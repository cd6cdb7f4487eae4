import { listOverrides, type Override, revokeOverride } from '#contract/overrides.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Badge, type BadgeTone } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { notify } from '#ui/notify.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { clockTime } from '../../frame/clock-time.ts'
import { useMe } from '../../frame/me.ts'
import { whyNotOn } from '../../frame/why-not.ts'
import { overridesTexts } from '../../texts/users/overrides.ts'
import { focusPanel } from '../focus-panel.ts'

const states: Record<Override['state'], { text: string; tone: BadgeTone }> = {
  open: { text: overridesTexts.states.open, tone: 'warning' },
  used: { text: overridesTexts.states.used, tone: 'success' },
  expired: { text: overridesTexts.states.expired, tone: 'neutral' },
  revoked: { text: overridesTexts.states.revoked, tone: 'neutral' },
  locked: { text: overridesTexts.states.locked, tone: 'danger' },
}

/** The latest overrides of a user, and the way to take an open one back. Where there was never one there is no panel. */
export function OverridesPanel({ user }: { user: User }) {
  const me = useMe()
  const read = useOperationQuery(listOverrides, { params: { userId: user.id }, body: {} })
  const revoke = useOperationMutation(revokeOverride)
  const items = read.data?.items ?? []
  if (items.length === 0 && !read.error) return null
  return (
    <Card
      title={overridesTexts.title}
      id="overrides"
      trailing={items.length}
      flush
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
    >
      <ul>
        {items.map((item) => (
          <li key={item.id} className="flex items-start gap-3 border-t border-line px-4 py-2.5 text-control">
            <div className="grid min-w-0 flex-1 gap-0.5">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="wrap-anywhere">{item.reason}</span>
                <Badge tone={states[item.state].tone}>{states[item.state].text}</Badge>
              </p>
              <p className="flex flex-wrap gap-x-1.5 text-meta text-muted">
                <span>{overridesTexts.by(item.issuedBy?.name ?? overridesTexts.gone)}</span>
                <span aria-hidden>·</span>
                <RelativeTime at={item.issuedAt} />
                <span aria-hidden>·</span>
                <span>{ending(item)}</span>
              </p>
            </div>
            {item.state === 'open' && (
              <Button
                size="compact"
                pending={revoke.isPending}
                disabledReason={whyNotOn(me, 'overrides:write', user)}
                onClick={() =>
                  revoke.mutate(
                    { params: { userId: user.id, overrideId: item.id }, body: {} },
                    {
                      onSuccess: () => {
                        notify(overridesTexts.revoked)
                        focusPanel('overrides', '[tabindex="0"]')
                      },
                      onError: (error) => notify(errorMessage(error), { tone: 'error' }),
                    },
                  )
                }
              >
                {overridesTexts.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function ending({ state, expiresAt, usedAt }: Override): string {
  if (usedAt) return overridesTexts.used(clockTime(usedAt))
  return state === 'open' ? overridesTexts.goodUntil(clockTime(expiresAt)) : overridesTexts.neverUsed
}
