import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Ellipsis, RotateCcw, UserX } from 'lucide-react'
import { useState } from 'react'
import * as z from 'zod/mini'
import { listDevices } from '#contract/devices.ts'
import { UserId } from '#contract/ids.ts'
import { getUser, type User } from '#contract/users.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Menu } from '#ui/Menu.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { hasCode } from '../api/has-code.ts'
import { clockTime } from '../frame/clock-time.ts'
import { ErrorState, NothingHere } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { roleName } from '../frame/role-names.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { AccountsPanel } from './AccountsPanel.tsx'
import { DevicesPanel } from './DevicesPanel.tsx'
import { EventsPanel } from './EventsPanel.tsx'
import { IdentityPanel } from './IdentityPanel.tsx'
import { RequestsPanel } from './RequestsPanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import { type UserAct, UserActDialog } from './acts/UserActDialog.tsx'
import { moreActs } from './user-menu.tsx'
import { whyNotReactivate, whyNotSuspend } from './why-not-user.ts'
import { deactivationWords, labels } from './words.ts'

/** One user: who they are, what they hold, what happened. Each panel loads, fails and retries by itself. */
export function UserPage() {
  const params = useParams({ from: '/users/$userId' })
  const id = z.safeParse(UserId, params.userId)
  return id.success ? <KnownUser key={id.data} userId={id.data} /> : <NoSuchUser />
}

function KnownUser({ userId }: { userId: UserId }) {
  const read = useOperationQuery(getUser, { params: { userId }, body: {} })
  if (read.data) return <Detail user={read.data} />
  if (!read.error) {
    return (
      <>
        <h1 className="sr-only">User</h1>
        <Skeleton lines={8} />
      </>
    )
  }
  if (hasCode(read.error, 'user-not-found')) return <NoSuchUser />
  return (
    <>
      <h1 className="sr-only">User</h1>
      <ErrorState permission="users:read" error={read.error} onRetry={() => void read.refetch()} />
    </>
  )
}

function Detail({ user }: { user: User }) {
  usePageTitle(user.name)
  const me = useMe()
  const { open } = useSearch({ from: '/users/$userId' })
  const navigate = useNavigate({ from: '/users/$userId' })
  const [act, setAct] = useState<UserAct | null>(null)
  // The devices panel reads the same: it is asked for once.
  const devices = useOperationQuery(listDevices, { params: { userId: user.id }, body: {} })
  const hasPhone = (devices.data?.items.length ?? 0) > 0
  return (
    <>
      <div className="top-13 z-10 -mx-4 -mt-2 border-b border-line bg-canvas px-4 pt-2 pb-4 sm:sticky sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
        <PageHeader
          title={user.name}
          takesFocus={headingTakesFocus()}
          back={{ href: addresses.users, text: 'Users' }}
          leading={<Avatar name={user.name} seed={user.id} size="large" />}
          trailing={
            <>
              <StatusBadge user={user} />
              <span className="text-control text-muted">{roleName(user.adminRole)}</span>
            </>
          }
          meta={
            <span className="flex flex-wrap items-center gap-x-2">
              <span className="wrap-anywhere">{user.email}</span>
              <span aria-hidden>·</span>
              <Copyable value={user.id} what="user ID" text={`…${user.id.slice(-12)}`} />
              <span aria-hidden>·</span>
              <span>
                {user.lastSignInAt ? (
                  <>
                    last sign-in <RelativeTime at={user.lastSignInAt} />
                  </>
                ) : (
                  'never signed in'
                )}
              </span>
            </span>
          }
          actions={
            <>
              {user.status === 'deactivated' ? (
                <Button
                  tone="primary"
                  icon={<RotateCcw size={16} aria-hidden />}
                  disabledReason={whyNotReactivate(me, user)}
                  onClick={() => setAct({ kind: 'reactivate', user })}
                >
                  {labels.reactivateUser}
                </Button>
              ) : (
                <Button
                  icon={<UserX size={16} aria-hidden />}
                  disabledReason={whyNotSuspend(me, user)}
                  onClick={() => setAct({ kind: 'suspend', user })}
                >
                  {labels.suspendUser}
                </Button>
              )}
              <Menu
                trigger={<Button icon={<Ellipsis size={16} aria-hidden />}>More</Button>}
                items={moreActs({ me, user, hasPhone, onAct: setAct })}
              />
            </>
          }
        />
      </div>
      {user.status === 'invited' && (
        <Notice tone="info" title={`Waiting for ${user.name} to set up a phone`}>
          Send them an invitation, or issue a claim code and let them scan it.
          {me.mail === 'inbox' && (
            <>
              {' '}
              No mail server is set up: emails are read at <TextLink href={addresses.inbox}>/inbox</TextLink>.
            </>
          )}
        </Notice>
      )}
      {user.deactivation && <Deactivated deactivation={user.deactivation} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="grid gap-5">
          <IdentityPanel user={user} />
          <AccountsPanel userId={user.id} />
        </div>
        <div className="grid gap-5">
          <DevicesPanel
            user={user}
            isIssuing={open === 'code'}
            onIssuing={(on) => void navigate({ search: on ? { open: 'code' } : {}, replace: true })}
          />
          <RequestsPanel userId={user.id} />
          <SessionsPanel user={user} />
          <EventsPanel userId={user.id} />
        </div>
      </div>
      {act && <UserActDialog act={act} onClose={() => setAct(null)} />}
    </>
  )
}

function Deactivated({ deactivation }: { deactivation: NonNullable<User['deactivation']> }) {
  const { kind, at, until, reason, message } = deactivation
  return (
    <Notice
      tone="warning"
      title={`${deactivationWords[kind]} since ${clockTime(at)}${until ? `, until ${clockTime(until)}` : ''}`}
    >
      <p>They can't sign in. Their devices and accounts are kept.</p>
      {reason && <p className="wrap-anywhere">Reason: {reason}</p>}
      {message && <p className="wrap-anywhere">Message for the user: {message}</p>}
    </Notice>
  )
}

function NoSuchUser() {
  usePageTitle('No such user')
  return (
    <>
      <PageHeader
        title="User"
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.users, text: 'Users' }}
      />
      <NothingHere
        title="No user with this ID"
        actions={<LinkButton href={addresses.users}>Search the users</LinkButton>}
      >
        It may be mistyped, or the user may have been deleted.
      </NothingHere>
    </>
  )
}
