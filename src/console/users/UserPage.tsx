import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import * as z from 'zod/mini'
import { UserId } from '#contract/ids.ts'
import { getUser, type User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { addresses } from '../addresses.ts'
import { hasCode } from '../api/has-code.ts'
import { keepFocus } from '../frame/keep-focus.ts'
import { useMe } from '../frame/me.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { usePageActs } from '../palette/page-acts.ts'
import { userPageTexts } from '../texts/users/user-page.tsx'
import { AccountsPanel } from './AccountsPanel.tsx'
import type { UserAct } from './acts/UserActDialog.tsx'
import { UserActDialog } from './acts/UserActDialog.tsx'
import { DevicesPanel } from './devices/DevicesPanel.tsx'
import { EmailsPanel } from './EmailsPanel.tsx'
import { EventsPanel } from './EventsPanel.tsx'
import { GuideDialog } from './GuideDialog.tsx'
import { IdentityPanel } from './IdentityPanel.tsx'
import { MissingUser } from './MissingUser.tsx'
import { OverridesPanel } from './overrides/OverridesPanel.tsx'
import { PasskeysPanel } from './PasskeysPanel.tsx'
import { PasswordPanel } from './PasswordPanel.tsx'
import { ProvidersPanel } from './ProvidersPanel.tsx'
import { ReceiptPanel } from './ReceiptPanel.tsx'
import { RequestsPanel } from './RequestsPanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { SsoHistoryPanel } from './SsoHistoryPanel.tsx'
import { UserBanners } from './UserBanners.tsx'
import { UserHeader } from './UserHeader.tsx'
import { userPageActs } from './user-page-acts.tsx'
import type { UserLayer } from './user-search.ts'

const texts = userPageTexts.gone

/** One user: who they are, what they hold, what happened. Each panel loads, fails and retries by itself. */
export function UserPage() {
  const params = useParams({ from: '/users/$userId' })
  const id = z.safeParse(UserId, params.userId)
  return id.success ? <KnownUser key={id.data} userId={id.data} /> : <MissingUser error={null} />
}

function KnownUser({ userId }: { userId: UserId }) {
  const read = useOperationQuery(getUser, { params: { userId }, body: {} })
  if (!read.data) return <MissingUser {...read} onRetry={() => void read.refetch()} />
  return <Detail user={read.data} error={read.error} />
}

/** Acts after which there is no such user any more. */
const endings: readonly UserAct['kind'][] = ['delete', 'terminate']

function Detail({ user, error }: { user: User; error: Error | null }) {
  usePageTitle(user.name)
  const { open } = useSearch({ from: '/users/$userId' })
  const navigate = useNavigate({ from: '/users/$userId' })
  const [chosen, setKind] = useState<UserAct['kind'] | null>(null)
  // An address can ask for these two.
  const kind = chosen ?? (open === 'lost-phone' || open === 'override' ? open : null)
  const show = (layer: UserLayer | null) =>
    void navigate({ search: layer ? { open: layer } : {}, replace: true })
  const [isGuiding, setGuiding] = useState(false)
  usePageActs(userPageActs({ me: useMe(), user, onAct: setKind, onGuide: () => setGuiding(true) }))
  useEffect(() => {
    // The panel that the address names was not there yet when the browser looked for it.
    if (window.location.hash) document.getElementById(window.location.hash.slice(1))?.scrollIntoView()
  }, [])
  return (
    <>
      <UserHeader user={user} onAct={setKind} onGuide={() => setGuiding(true)} />
      {isGone(error) && kind === null && (
        <Notice
          tone="danger"
          title={texts.title}
          actions={
            <LinkButton size="compact" href={addresses.users}>
              {userPageTexts.search}
            </LinkButton>
          }
        >
          {texts.text}
        </Notice>
      )}
      {/* What is jumped to or tabbed to stays clear of the bar that sticks above. */}
      <div className="grid gap-5 md:[&_:is(section,a,button,input,select,textarea,[tabindex])]:scroll-mt-52">
        <UserBanners user={user} onAct={setKind} />
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <div className="grid gap-5">
            <IdentityPanel user={user} />
            <EmailsPanel user={user} onAct={setKind} />
            <PasswordPanel user={user} onAct={setKind} />
            <AccountsPanel user={user} />
          </div>
          <div className="grid gap-5">
            {(user.status === 'deactivated' || user.removal) && <ReceiptPanel user={user} />}
            <DevicesPanel
              user={user}
              layer={open === 'code' || open === 'unregister' ? open : null}
              onLayer={show}
              onLostPhone={() => setKind('lost-phone')}
            />
            <PasskeysPanel user={user} />
            <OverridesPanel user={user} />
            <ProvidersPanel user={user} />
            <SessionsPanel user={user} />
            <RequestsPanel userId={user.id} />
            <EventsPanel userId={user.id} />
            <SsoHistoryPanel user={user} />
          </div>
        </div>
      </div>
      {isGuiding && <GuideDialog user={user} onAct={setKind} onClose={() => setGuiding(false)} />}
      {kind && (
        <UserActDialog
          act={{ kind, user }}
          onClose={() => {
            setKind(null)
            if (kind === open) show(null)
          }}
          onDone={() => {
            if (endings.includes(kind)) void navigate({ to: '/users' })
            else keepFocus()
          }}
        />
      )}
    </>
  )
}

const isGone = (error: Error | null) => hasCode(error, 'user-not-found') || hasCode(error, 'user-merged')
