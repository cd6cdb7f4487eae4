import type { UserId } from '#contract/ids.ts'
import { listDuplicates } from '#contract/merging.ts'
import { listUsers, type User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Card } from '#ui/Card.tsx'
import { SearchField } from '#ui/SearchField.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { useMe } from '../frame/me.ts'
import { whyNotOn } from '../frame/why-not.ts'
import { mergingTexts } from '../texts/merging.tsx'
import { StatusBadge } from '../users/StatusBadge.tsx'
import { useTypedSearch } from '../users/use-typed-search.ts'
import { Candidate } from './Candidate.tsx'

interface ChooseStepProps {
  source: User
  chosen: UserId | undefined
  /** What was looked for: kept while one goes on and comes back. */
  looked: string
  onLook: (text: string) => void
  onChoose: (id: UserId) => void
}

/** Whom to keep: those who are likely the same person with the reasons, or anybody by a search. */
export function ChooseStep({ source, chosen, looked, onLook, onChoose }: ChooseStepProps) {
  const me = useMe()
  const [typed, setTyped] = useTypedSearch(looked, onLook)
  const likely = useOperationQuery(listDuplicates, { params: {}, body: { userId: source.id } })
  const found = useOperationQuery(
    listUsers,
    { params: {}, body: { q: looked, sort: 'created', reverse: false, limit: 10 } },
    { enabled: looked !== '', keepPrevious: true },
  )
  const duplicates = (likely.data?.items ?? []).flatMap(({ users, reasons }) =>
    users.filter(({ id }) => id !== source.id).map((user) => ({ user, reasons })),
  )
  const people = found.data?.items.filter(({ id }) => id !== source.id) ?? []
  return (
    <>
      <Card
        title={mergingTexts.choose.likely}
        id="likely"
        flush
        actions={<TextLink href={addresses.duplicates}>{mergingTexts.choose.all}</TextLink>}
        loading={likely.isPending}
        error={likely.data ? null : likely.error}
        onRetry={() => void likely.refetch()}
        empty={likely.data && duplicates.length === 0 && mergingTexts.choose.noneLikely}
      >
        <ul>
          {duplicates.map(({ user, reasons }) => (
            <Candidate
              key={user.id}
              person={user}
              isChosen={user.id === chosen}
              onChoose={() => onChoose(user.id)}
            >
              {reasons.map((reason) => (
                <Badge key={reason} tone="info">
                  {mergingTexts.reasons[reason]}
                </Badge>
              ))}
            </Candidate>
          ))}
        </ul>
      </Card>
      <Card title={mergingTexts.choose.search} id="search" flush>
        <div className="px-4 pb-3">
          <SearchField label={mergingTexts.choose.searchLabel} value={typed} onChange={setTyped} />
        </div>
        {results()}
      </Card>
    </>
  )

  function results() {
    if (looked === '') return null
    if (found.error && !found.data)
      return <ErrorState permission="users:read" error={found.error} onRetry={() => void found.refetch()} />
    if (!found.data)
      return (
        <div className="px-4 pb-3">
          <Skeleton lines={3} />
        </div>
      )
    if (people.length === 0) {
      return (
        <p role="status" className="px-4 pb-3 text-control text-muted">
          {mergingTexts.choose.noneFound}
        </p>
      )
    }
    return (
      <ul aria-busy={found.isPlaceholderData} className={found.isPlaceholderData ? 'opacity-55' : ''}>
        {people.map((user) => (
          <Candidate
            key={user.id}
            person={user}
            isChosen={user.id === chosen}
            locked={whyNotOn(me, 'users:delete', user)}
            onChoose={() => onChoose(user.id)}
          >
            <StatusBadge user={user} />
          </Candidate>
        ))}
      </ul>
    )
  }
}
