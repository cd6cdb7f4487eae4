import { UsersRound } from 'lucide-react'
import { type Duplicate, listDuplicates } from '#contract/merging.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { mergingTexts } from '../texts/merging.tsx'

/** Records that may be one person, the likeliest first, with the reasons. */
export function DuplicatesPage() {
  usePageTitle(mergingTexts.duplicates.title)
  const read = useOperationQuery(listDuplicates, { params: {}, body: {} })
  const items = read.data?.items ?? []
  return (
    <>
      <PageHeader
        title={mergingTexts.duplicates.title}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.users, text: mergingTexts.duplicates.back }}
        meta={mergingTexts.duplicates.meta}
      />
      {body()}
    </>
  )

  function body() {
    if (read.error && !read.data)
      return <ErrorState permission="users:read" error={read.error} onRetry={() => void read.refetch()} />
    if (!read.data) return <Skeleton lines={8} />
    if (items.length === 0) {
      return (
        <EmptyState icon={<UsersRound size={20} aria-hidden />} title={mergingTexts.duplicates.none}>
          {mergingTexts.duplicates.noneText}
        </EmptyState>
      )
    }
    return (
      <ul className="grid gap-3">
        {items.map((duplicate) => (
          <Group key={duplicate.users.map(({ id }) => id).join(' ')} duplicate={duplicate} />
        ))}
      </ul>
    )
  }
}

function Group({ duplicate: { users, reasons } }: { duplicate: Duplicate }) {
  const me = useMe()
  const mayMerge = me.permissions.includes('users:delete')
  // Whoever signed in last is likely the one that is used: the others go into it.
  const keep = users.toSorted((a, b) => used(b) - used(a))[0]
  return (
    <li className="rounded-card border border-line bg-surface">
      <p className="flex flex-wrap gap-1.5 px-4 pt-3 pb-2">
        {reasons.map((reason) => (
          <Badge key={reason} tone="info">
            {mergingTexts.reasons[reason]}
          </Badge>
        ))}
      </p>
      <ul>
        {users.map((user) => (
          <li
            key={user.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4 py-2.5 text-control"
          >
            <Avatar name={user.name} seed={user.id} />
            <div className="min-w-0 flex-1 basis-44">
              <p className="font-medium wrap-anywhere">
                <TextLink href={addresses.user(user.id)} tone="plain">
                  {user.name}
                </TextLink>
              </p>
              <p className="text-meta text-muted wrap-anywhere">{user.email}</p>
            </div>
            <p className="text-meta text-muted">
              {user.lastSignInAt
                ? mergingTexts.lastSignIn(<RelativeTime at={user.lastSignInAt} />)
                : mergingTexts.neverSignedIn}
            </p>
            {mayMerge && keep && user.id !== keep.id && (
              <LinkButton size="compact" href={addresses.merge(user.id, keep.id)}>
                {mergingTexts.duplicates.merge(keep.email)}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </li>
  )
}

const used = ({ lastSignInAt, createdAt }: Duplicate['users'][number]) =>
  lastSignInAt?.getTime() ?? createdAt.getTime() / 1e6
