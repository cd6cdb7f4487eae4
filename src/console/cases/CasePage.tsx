import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import * as z from 'zod/mini'
import { type Case, listCases } from '#contract/cases.ts'
import { CaseId } from '#contract/ids.ts'
import { getUser, type User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { Facts } from '#ui/Facts.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { ErrorState, NothingHere } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { keepFocus } from '../frame/keep-focus.ts'
import { useMe } from '../frame/me.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { whyNotOn } from '../frame/why-not.ts'
import { usePageActs } from '../palette/page-acts.ts'
import { casesTexts } from '../texts/cases.tsx'
import { type UserAct, UserActDialog } from '../users/acts/UserActDialog.tsx'
import { StatusBadge } from '../users/StatusBadge.tsx'
import { whyNotResume, whyNotSuspend } from '../users/why-not-user.ts'
import { labels } from '../users/words.ts'
import { CloseCaseDialog } from './CloseCaseDialog.tsx'
import { stateTones, untilWords } from './words.ts'

/** One case: what was reported, about whom, and what can be done about it. */
export function CasePage() {
  const params = useParams({ from: '/cases/$caseId' })
  const id = z.safeParse(CaseId, params.caseId)
  return id.success ? <KnownCase key={id.data} caseId={id.data} /> : <NoSuchCase />
}

function KnownCase({ caseId }: { caseId: CaseId }) {
  const read = useOperationQuery(listCases, { params: {}, body: { caseId } })
  const [found] = read.data?.items ?? []
  if (found) return <Detail about={found} />
  if (read.data) return <NoSuchCase />
  return (
    <>
      <h1 className="sr-only">{casesTexts.heading}</h1>
      {read.error ? (
        <ErrorState permission="cases:read" error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  )
}

function Detail({ about }: { about: Case }) {
  const { kind, state, user, openedAt, closedAt, closedBy, note } = about
  usePageTitle(casesTexts.named(casesTexts.kinds[kind].title, user.name))
  const me = useMe()
  const [isClosing, setClosing] = useState(false)
  const locked = state === 'closed' ? casesTexts.isClosed : whyNotOn(me, 'cases:write', user)
  usePageActs([
    { label: casesTexts.close.begin, onSelect: () => setClosing(true), disabledReason: locked },
    { label: casesTexts.openUser, href: addresses.user(user.id) },
  ])
  return (
    <>
      <PageHeader
        title={casesTexts.kinds[kind].title}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.cases, text: casesTexts.title }}
        trailing={<Badge tone={stateTones[state]}>{casesTexts.states[state]}</Badge>}
        meta={casesTexts.opened(user.name, <RelativeTime at={openedAt} />)}
        actions={
          state === 'open' && (
            <Button tone="primary" disabledReason={locked} onClick={() => setClosing(true)}>
              {casesTexts.close.begin}
            </Button>
          )
        }
      />
      {closedAt && (
        <Notice tone="success" title={closedBy ? casesTexts.closedBy(closedBy) : casesTexts.closed}>
          <p>
            <RelativeTime at={closedAt} />
          </p>
          {note && <p className="whitespace-pre-line wrap-anywhere">{note}</p>}
        </Notice>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <ReportPanel about={about} />
        <PersonPanel about={about} />
      </div>
      {isClosing && (
        <CloseCaseDialog about={about} onClose={() => setClosing(false)} onDone={() => keepFocus()} />
      )}
    </>
  )
}

function ReportPanel({ about }: { about: Case }) {
  const { kind, request, device, reports, lastReportAt, user } = about
  return (
    <Card title={casesTexts.report.title}>
      <div className="grid gap-3">
        <p className="text-control text-muted">{casesTexts.kinds[kind].detail}</p>
        <Facts
          items={[
            [
              casesTexts.report.happened,
              <span key="happened">
                {casesTexts.report.times(reports, <RelativeTime at={lastReportAt} />)}
              </span>,
            ],
            ...(request ? requestFacts(request) : []),
            [casesTexts.report.phone, device?.name],
          ]}
        />
        {!request && kind === 'sign-in-reported' && (
          <p className="text-control text-muted">{casesTexts.report.requestGone}</p>
        )}
        <p className="text-control">
          <TextLink href={`${addresses.user(user.id)}#requests`}>{casesTexts.report.all}</TextLink>
        </p>
      </div>
    </Card>
  )
}

function requestFacts(request: NonNullable<Case['request']>): [string, ReactNode][] {
  const { application, place, ip, at, reference } = request
  return [
    [casesTexts.report.application, application],
    [casesTexts.report.browser, <BrowserSeen key="browser" request={request} />],
    [casesTexts.report.place, place ?? casesTexts.report.noPlace],
    [casesTexts.report.ip, <Copyable key="ip" value={ip} what={casesTexts.report.ip} />],
    [casesTexts.report.asked, <RelativeTime key="at" at={at} />],
    [
      casesTexts.report.reference,
      reference === null ? undefined : (
        <TextLink key="reference" href={addresses.diagnosis(reference)}>
          {reference}
        </TextLink>
      ),
    ],
  ]
}

function BrowserSeen({ request }: { request: NonNullable<Case['request']> }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {request.browser}
      {request.knownBrowser ? (
        <Badge tone="neutral">{casesTexts.report.known}</Badge>
      ) : (
        <Badge tone="warning">{casesTexts.report.unknown}</Badge>
      )}
    </span>
  )
}

/** Who it is about, and what is at hand to protect them. */
function PersonPanel({ about }: { about: Case }) {
  const read = useOperationQuery(getUser, { params: { userId: about.user.id }, body: {} })
  const [kind, setKind] = useState<UserAct['kind'] | null>(null)
  const user = read.data
  return (
    <Card
      title={casesTexts.person.title}
      loading={read.isPending}
      lines={5}
      error={user ? null : read.error}
      onRetry={() => void read.refetch()}
    >
      {user && (
        <div className="grid gap-4">
          <Facts
            items={[
              [
                casesTexts.person.name,
                <TextLink key="name" href={addresses.user(user.id)}>
                  {user.name}
                </TextLink>,
              ],
              [
                casesTexts.person.email,
                <Copyable key="email" value={user.email} what={casesTexts.person.copyEmail} />,
              ],
              [casesTexts.person.status, <StatusBadge key="status" user={user} />],
              [
                casesTexts.person.requests,
                about.pushesPausedUntil
                  ? casesTexts.person.paused(untilWords(about.pushesPausedUntil))
                  : casesTexts.person.ring,
              ],
              [
                casesTexts.person.lastSignIn,
                user.lastSignInAt ? (
                  <RelativeTime key="last" at={user.lastSignInAt} />
                ) : (
                  casesTexts.person.never
                ),
              ],
            ]}
          />
          <Acts about={about} user={user} onAct={setKind} />
        </div>
      )}
      {user && kind && (
        <UserActDialog act={{ kind, user }} onClose={() => setKind(null)} onDone={() => keepFocus()} />
      )}
    </Card>
  )
}

interface ActsProps {
  about: Case
  user: User
  onAct: (kind: UserAct['kind']) => void
}

function Acts({ about, user, onAct }: ActsProps) {
  const me = useMe()
  return (
    <div className="flex flex-wrap gap-2">
      <LinkButton href={addresses.user(user.id)}>{casesTexts.openUser}</LinkButton>
      <Button disabledReason={whyNotOn(me, 'sessions:write', user)} onClick={() => onAct('revoke-sessions')}>
        {casesTexts.person.revoke}
      </Button>
      {about.pushesPausedUntil && (
        <Button disabledReason={whyNotResume(me, user)} onClick={() => onAct('resume-pushes')}>
          {casesTexts.person.resume}
        </Button>
      )}
      {user.status !== 'deactivated' && (
        <Button disabledReason={whyNotSuspend(me, user)} onClick={() => onAct('suspend')}>
          {labels.suspendUser}
        </Button>
      )}
    </div>
  )
}

function NoSuchCase() {
  usePageTitle(casesTexts.missing.heading)
  return (
    <>
      <PageHeader
        title={casesTexts.missing.heading}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.cases, text: casesTexts.title }}
      />
      <NothingHere
        title={casesTexts.missing.title}
        actions={<LinkButton href={addresses.cases}>{casesTexts.missing.all}</LinkButton>}
      >
        {casesTexts.missing.text}
      </NothingHere>
    </>
  )
}
