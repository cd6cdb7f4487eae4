import { useState } from 'react'
import { listProviderLinks, type ProviderLink } from '#contract/providers.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { Day } from '../frame/Day.tsx'
import { useMe } from '../frame/me.ts'
import { waysInPanelsTexts } from '../texts/users/ways-in-panels.tsx'
import { UnlinkDialog } from './acts/UnlinkDialog.tsx'
import { focusPanel } from './focus-panel.ts'
import { whyNotEdit } from './why-not-user.ts'
import { providerKindWords } from './words.ts'

const texts = waysInPanelsTexts.providers

/** The upstream identities of a user; and the local password beside them, where there is one. */
export function ProvidersPanel({ user }: { user: User }) {
  const me = useMe()
  const read = useOperationQuery(listProviderLinks, { params: { userId: user.id }, body: {} })
  const [unlinking, setUnlinking] = useState<ProviderLink | null>(null)
  const items = read.data?.items ?? []
  const locked = whyNotEdit(me, user)
  return (
    <Card
      title={texts.title}
      id="providers"
      trailing={items.length > 0 && items.length}
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && !user.hasPassword && texts.none}
    >
      <ul>
        {items.map((link) => (
          <li
            key={link.id}
            className="flex flex-wrap items-start gap-x-3 gap-y-2 border-t border-line px-4 py-2.5 text-control"
          >
            <div className="grid min-w-0 flex-1 basis-52 gap-0.5">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium wrap-anywhere">{link.providerName}</span>
                <Badge tone="neutral">{providerKindWords[link.kind]}</Badge>
              </p>
              <p className="text-meta text-muted wrap-anywhere">
                {link.email ? texts.address(link.email) : texts.noAddress}
              </p>
              <p className="flex flex-wrap items-center gap-x-1.5 text-meta text-muted">
                {texts.subject(<Copyable value={link.subject} what={texts.subjectAt(link.providerName)} />)}
              </p>
              <p className="flex flex-wrap gap-x-1.5 text-meta text-muted">
                <span>{texts.linked(<Day at={link.linkedAt} />)}</span>
                <span aria-hidden>·</span>
                {link.lastUsedAt ? (
                  <span>{texts.lastUsed(<RelativeTime at={link.lastUsedAt} />)}</span>
                ) : (
                  <span>{texts.neverUsed}</span>
                )}
              </p>
            </div>
            <Button
              size="compact"
              aria-label={texts.unlinkOne(link.providerName)}
              disabledReason={locked}
              onClick={() => setUnlinking(link)}
            >
              {texts.unlink}
            </Button>
          </li>
        ))}
        {user.hasPassword && (
          <li className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line px-4 py-2.5 text-control">
            <span className="font-medium">{texts.password}</span>
            <Badge tone="neutral">{texts.local}</Badge>
            <span className="text-meta text-muted">
              {texts.kept(<TextLink href="#password">{texts.passwordStatus}</TextLink>)}
            </span>
          </li>
        )}
      </ul>
      {unlinking && (
        <UnlinkDialog
          user={user}
          link={unlinking}
          open
          onClose={() => setUnlinking(null)}
          onDone={() => focusPanel('providers')}
        />
      )}
    </Card>
  )
}
