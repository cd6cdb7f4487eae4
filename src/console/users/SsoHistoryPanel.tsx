import { useState } from 'react'
import type { Result } from '#contract/operation.ts'
import { listSsoHistory } from '#contract/providers.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Select } from '#ui/Select.tsx'
import { useMe } from '../frame/me.ts'
import { roleFor, roleNames } from '../frame/role-names.ts'
import { historyTexts } from '../texts/users/history.tsx'
import { SsoTimeline } from './SsoTimeline.tsx'
import { methodsOf, providerKindWords } from './words.ts'

const texts = historyTexts.sso

type Provider = Result<typeof listSsoHistory>['providers'][number]

const periods = texts.periods

/** How many rows of a table are shown before somebody asks for the rest. */
const shown = 10

/** Every successful sign-in through a provider: as a timeline for the eye, and as a table. */
export function SsoHistoryPanel({ user }: { user: User }) {
  const me = useMe()
  const [days, setDays] = useState<keyof typeof periods>(90)
  const mayRead = me.permissions.includes('audit:read')
  const read = useOperationQuery(
    listSsoHistory,
    { params: { userId: user.id }, body: { days } },
    { keepPrevious: true, enabled: mayRead },
  )
  const providers = read.data?.providers ?? []
  return (
    <Card
      title={texts.title}
      id="sso-history"
      flush
      actions={
        <Select
          label={texts.period}
          labelHidden
          size="compact"
          options={periods}
          value={`${days}`}
          onChange={(next) => setDays(Number(next) as keyof typeof periods)} // the options are its keys
        />
      }
      loading={mayRead && read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={
        mayRead
          ? read.data && providers.length === 0 && texts.none
          : texts.needsRole(roleNames[roleFor('audit:read')])
      }
    >
      <div
        className={`grid ${read.isPlaceholderData ? 'opacity-55' : ''}`}
        aria-busy={read.isPlaceholderData}
      >
        {providers.map((provider, index) => (
          <History key={provider.providerId ?? index} provider={provider} days={days} />
        ))}
      </div>
    </Card>
  )
}

function History({ provider, days }: { provider: Provider; days: number }) {
  const [showsAll, setShowsAll] = useState(false)
  const { name, kind, providerId, lastAt, completions } = provider
  const rows = showsAll ? completions : completions.slice(0, shown)
  return (
    <section aria-label={name} className="grid gap-2 border-t border-line px-4 py-3">
      <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-control font-medium">
        <span className="wrap-anywhere">{name}</span>
        {kind && <Badge tone="neutral">{providerKindWords[kind]}</Badge>}
        {providerId === null && <Badge tone="neutral">{texts.deleted}</Badge>}
        <span className="font-normal text-muted">{texts.last(<RelativeTime at={lastAt} />)}</span>
      </h3>
      <SsoTimeline completions={completions} days={days} />
      {completions.length === 0 ? (
        <p className="text-meta text-muted">{texts.noneInPeriod}</p>
      ) : (
        <table className="w-full text-meta" aria-label={texts.table(name)}>
          <thead className="text-muted">
            <tr className="text-start">
              <th scope="col" className="py-1 pe-3 text-start font-medium">
                {texts.when}
              </th>
              <th scope="col" className="py-1 pe-3 text-start font-medium">
                {texts.application}
              </th>
              <th scope="col" className="py-1 text-start font-medium">
                {texts.method}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, application, amr }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may share an instant, and the order is fixed
              <tr key={index} className="border-t border-line">
                <td className="py-1 pe-3">
                  <RelativeTime at={at} focusable={false} />
                </td>
                <td className="py-1 pe-3 wrap-anywhere">{application ?? texts.ownPages}</td>
                <td className="py-1 wrap-anywhere">{methodsOf(amr)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!showsAll && completions.length > shown && (
        <div>
          <Button size="compact" tone="quiet" onClick={() => setShowsAll(true)}>
            {texts.showAll(completions.length)}
          </Button>
        </div>
      )}
    </section>
  )
}
