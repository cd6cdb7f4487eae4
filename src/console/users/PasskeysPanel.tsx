import { useState } from 'react'
import { listPasskeys, type Passkey } from '#contract/passkeys.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Day } from '../frame/Day.tsx'
import { useMe } from '../frame/me.ts'
import { whyNotOn } from '../frame/why-not.ts'
import { waysInPanelsTexts } from '../texts/users/ways-in-panels.tsx'
import { RemovePasskeyDialog } from './acts/RemovePasskeyDialog.tsx'
import { focusPanel } from './focus-panel.ts'

const texts = waysInPanelsTexts.passkeys

/** The passkeys of a user. They add them by themselves; here one can be taken away. */
export function PasskeysPanel({ user }: { user: User }) {
  const me = useMe()
  const read = useOperationQuery(listPasskeys, { params: { userId: user.id }, body: {} })
  const [removing, setRemoving] = useState<Passkey | null>(null)
  const items = read.data?.items ?? []
  const locked = whyNotOn(me, 'devices:write', user)
  return (
    <Card
      title={texts.title}
      id="passkeys"
      trailing={items.length > 0 && items.length}
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && texts.none}
    >
      <ul>
        {items.map((passkey) => (
          <li
            key={passkey.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4 py-2.5 text-control"
          >
            <div className="grid min-w-0 flex-1 basis-52 gap-0.5">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium wrap-anywhere">{passkey.name}</span>
                <Badge tone="neutral">{passkey.synced ? texts.synced : texts.oneDevice}</Badge>
              </p>
              <p className="flex flex-wrap gap-x-1.5 text-meta text-muted">
                <span>{texts.added(<Day at={passkey.createdAt} />)}</span>
                <span aria-hidden>·</span>
                {passkey.lastUsedAt ? (
                  <span>{texts.lastUsed(<RelativeTime at={passkey.lastUsedAt} />)}</span>
                ) : (
                  <span>{texts.neverUsed}</span>
                )}
              </p>
            </div>
            <Button
              size="compact"
              aria-label={texts.removeOne(passkey.name)}
              disabledReason={locked}
              onClick={() => setRemoving(passkey)}
            >
              {texts.remove}
            </Button>
          </li>
        ))}
      </ul>
      {removing && (
        <RemovePasskeyDialog
          open
          user={user}
          passkey={removing}
          onClose={() => setRemoving(null)}
          onDone={() => focusPanel('passkeys')}
        />
      )}
    </Card>
  )
}
