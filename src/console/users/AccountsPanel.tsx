import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { type Account, listAccounts } from '#contract/accounts.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge, type BadgeTone } from '#ui/Badge.tsx'
import { Card } from '#ui/Card.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { Menu } from '#ui/Menu.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { useMe } from '../frame/me.ts'
import { endingTexts } from '../texts/users/ending.ts'
import { historyTexts } from '../texts/users/history.tsx'
import { EndAccountDialog } from './acts/EndAccountDialog.tsx'
import { RestoreAccountDialog } from './acts/RestoreAccountDialog.tsx'
import { whyNotEdit } from './why-not-user.ts'
import { accountWords } from './words.ts'

const texts = historyTexts.accounts

const tones: Record<Account['status'], BadgeTone> = { invited: 'info', active: 'success', ended: 'danger' }

/** One account for each application, and the way out of it. */
export function AccountsPanel({ user }: { user: User }) {
  const me = useMe()
  const read = useOperationQuery(listAccounts, { params: { userId: user.id }, body: {} })
  const [act, setAct] = useState<{ kind: 'end' | 'restore'; account: Account } | null>(null)
  const items = read.data?.items ?? []
  const open = items.filter(({ status }) => status !== 'ended')
  const locked = whyNotEdit(me, user)
  const close = () => setAct(null)
  return (
    <Card
      title={texts.title}
      id="accounts"
      trailing={open.length > 0 && open.length}
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && texts.none}
    >
      <ul>
        {items.map((account) => (
          <li
            key={account.id}
            className="flex items-center gap-3 border-t border-line px-4 py-2.5 text-control"
          >
            <div className="min-w-0 flex-1">
              <TextLink href={addresses.application(account.applicationId)} tone="plain">
                <span className="font-medium wrap-anywhere">{account.applicationName}</span>
              </TextLink>
              <p className="text-meta text-muted">{sinceWhen(account)}</p>
            </div>
            <Badge tone={tones[account.status]}>{accountWords[account.status]}</Badge>
            <Menu
              trigger={
                <IconButton
                  label={endingTexts.menuOf(account.applicationName)}
                  icon={<Ellipsis size={16} aria-hidden />}
                />
              }
              items={[
                account.status === 'ended'
                  ? {
                      label: endingTexts.restore.menu,
                      disabledReason: locked,
                      onSelect: () => setAct({ kind: 'restore', account }),
                    }
                  : {
                      label: endingTexts.end.menu,
                      danger: true,
                      disabledReason: locked,
                      onSelect: () => setAct({ kind: 'end', account }),
                    },
              ]}
            />
          </li>
        ))}
      </ul>
      {act?.kind === 'end' && (
        <EndAccountDialog
          user={user}
          account={act.account}
          isLast={open.every(({ id }) => id === act.account.id)}
          open
          onClose={close}
        />
      )}
      {act?.kind === 'restore' && (
        <RestoreAccountDialog user={user} account={act.account} open onClose={close} />
      )}
    </Card>
  )
}

function sinceWhen({ endedAt, lastSignInAt, activatedAt }: Account) {
  if (endedAt) return texts.ended(<RelativeTime at={endedAt} />)
  if (lastSignInAt) return texts.lastSignIn(<RelativeTime at={lastSignInAt} />)
  return activatedAt ? texts.activeSince(<RelativeTime at={activatedAt} />) : texts.never
}
