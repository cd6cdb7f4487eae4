import { listAccounts } from '#contract/accounts.ts'
import type { UserId } from '#contract/ids.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { historyTexts } from '../texts/users/history.tsx'
import { accountWords } from './words.ts'

const texts = historyTexts.accounts

/** One account for each application. */
export function AccountsPanel({ userId }: { userId: UserId }) {
  const read = useOperationQuery(listAccounts, { params: { userId }, body: {} })
  const items = read.data?.items ?? []
  return (
    <Card
      title={texts.title}
      id="accounts"
      trailing={items.length > 0 && items.length}
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && texts.none}
    >
      <ul>
        {items.map((account) => (
          <li key={account.id} className="border-t border-line px-4 py-2.5 text-control">
            <div className="flex items-center justify-between gap-3">
              <TextLink href={addresses.application(account.applicationId)} tone="plain">
                <span className="font-medium wrap-anywhere">{account.applicationName}</span>
              </TextLink>
              <Badge tone={account.status === 'active' ? 'success' : 'info'}>
                {accountWords[account.status]}
              </Badge>
            </div>
            <p className="text-meta text-muted">
              {account.lastSignInAt
                ? texts.lastSignIn(<RelativeTime at={account.lastSignInAt} />)
                : account.activatedAt
                  ? texts.activeSince(<RelativeTime at={account.activatedAt} />)
                  : texts.never}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
