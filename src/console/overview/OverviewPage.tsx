import { CircleCheck, CircleDashed } from 'lucide-react'
import { listApplications } from '#contract/applications.ts'
import { listUsers, type UserListItem } from '#contract/users.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { useOperationQuery } from '#ui/api.ts'
import { Card } from '#ui/Card.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { Facts } from '#ui/Facts.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { overviewTexts } from '../texts/overview.ts'
import { StatusBadge } from '../users/StatusBadge.tsx'
import { people } from '../users/words.ts'
import { FewTextsNotice } from './FewTextsNotice.tsx'
import { gettingStarted } from './getting-started.ts'

/** The organisation at a glance: what there is, what is left to set up, who came and who signed in lately. */
export function OverviewPage() {
  usePageTitle(overviewTexts.title)
  const me = useMe()
  const { organisation } = me
  const newest = useOperationQuery(listUsers, {
    params: {},
    body: { sort: 'created', reverse: false, limit: 6 },
  })
  const latest = useOperationQuery(listUsers, {
    params: {},
    body: { sort: 'lastSignIn', reverse: false, limit: 6 },
  })
  const admins = useOperationQuery(listUsers, {
    params: {},
    body: { role: 'admin', sort: 'created', reverse: false, limit: 25 },
  })
  const applications = useOperationQuery(listApplications, { params: {}, body: {} })
  const count = newest.data?.count
  const steps = gettingStarted({
    me,
    users: newest.data,
    admins: admins.data?.items,
    applications: applications.data?.items,
  })
  const failed = newest.error ?? admins.error ?? applications.error
  return (
    <>
      <PageHeader
        title={organisation.name}
        takesFocus={headingTakesFocus()}
        meta={
          count
            ? overviewTexts.meta(people(count.value), { about: count.about, sample: organisation.sample })
            : '\u00a0'
        }
      />
      {me.openCases !== null && me.openCases > 0 && (
        <Notice
          tone="warning"
          title={overviewTexts.cases.open(me.openCases)}
          actions={
            <LinkButton size="compact" href={addresses.cases}>
              {overviewTexts.cases.look}
            </LinkButton>
          }
        >
          {overviewTexts.cases.text}
        </Notice>
      )}
      {me.fewTexts && <FewTextsNotice {...me.fewTexts} />}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        {(steps === undefined || steps.some(({ isDone }) => !isDone)) && (
          <Card
            title={overviewTexts.start.title}
            lines={5}
            loading={steps === undefined && !failed}
            error={steps === undefined ? failed : null}
            onRetry={() => {
              void newest.refetch()
              void admins.refetch()
              void applications.refetch()
            }}
          >
            <ul className="grid gap-3 text-control">
              {steps?.map(({ text, href, isDone }) => (
                <li key={text} className="flex items-start gap-2.5">
                  {isDone ? (
                    <CircleCheck size={17} aria-hidden className="mt-0.5 shrink-0 text-success" />
                  ) : (
                    <CircleDashed size={17} aria-hidden className="mt-0.5 shrink-0 text-muted" />
                  )}
                  <span className={isDone ? 'min-w-0 wrap-anywhere text-muted' : 'min-w-0 wrap-anywhere'}>
                    {href && !isDone ? <TextLink href={href}>{text}</TextLink> : text}
                    <span className="sr-only">
                      {isDone ? overviewTexts.start.done : overviewTexts.start.toDo}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card title={overviewTexts.facts.title}>
          <Facts
            items={[
              [overviewTexts.facts.name, organisation.name],
              [
                overviewTexts.facts.address,
                <Copyable
                  key="address"
                  value={organisation.baseUrl}
                  what={overviewTexts.facts.copyAddress}
                />,
              ],
              [
                overviewTexts.facts.people,
                count && (
                  <TextLink key="people" href={addresses.users}>
                    {overviewTexts.facts.count(count.value.toLocaleString(), count)}
                  </TextLink>
                ),
              ],
              [
                overviewTexts.facts.applications,
                applications.data && (
                  <TextLink key="applications" href={addresses.applications}>
                    {`${applications.data.items.length}${applications.data.next ? '+' : ''}`}
                  </TextLink>
                ),
              ],
              [
                overviewTexts.facts.mail,
                me.mail === 'inbox' ? (
                  <TextLink key="mail" href={addresses.inbox}>
                    {overviewTexts.mail.inbox}
                  </TextLink>
                ) : (
                  overviewTexts.mail[me.mail]
                ),
              ],
              [
                overviewTexts.facts.phones,
                me.enrolment === 'ok' ? overviewTexts.phones.possible : overviewTexts.phones.impossible,
              ],
            ]}
          />
        </Card>
        <PeopleCard
          title={overviewTexts.latest.title}
          empty={overviewTexts.latest.empty}
          read={latest}
          at={(user) => user.lastSignInAt}
        />
        <PeopleCard
          title={overviewTexts.newest.title}
          empty={overviewTexts.newest.empty}
          read={newest}
          at={(user) => user.createdAt}
        />
      </div>
    </>
  )
}

interface PeopleCardProps {
  title: string
  empty: string
  read: {
    data: { items: UserListItem[] } | undefined
    error: Error | null
    isPending: boolean
    refetch: () => unknown
  }
  /** What they are listed by; who has none is left out. */
  at: (user: UserListItem) => Date | null
}

function PeopleCard({ title, empty, read, at }: PeopleCardProps) {
  const rows = (read.data?.items ?? []).flatMap((user) => {
    const instant = at(user)
    return instant ? [{ user, instant }] : []
  })
  return (
    <Card
      title={title}
      flush
      lines={4}
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && rows.length === 0 && empty}
    >
      <ul>
        {rows.map(({ user, instant }) => (
          <li key={user.id} className="flex items-center gap-3 border-t border-line px-4 py-2 text-control">
            <Avatar name={user.name} seed={user.id} size="small" />
            <span className="min-w-0 flex-1 wrap-anywhere">
              <TextLink href={addresses.user(user.id)} tone="plain">
                <span className="font-medium">{user.name}</span>
              </TextLink>
            </span>
            {user.status !== 'active' && <StatusBadge user={user} />}
            <span className="text-meta text-muted">
              <RelativeTime at={instant} focusable={false} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
