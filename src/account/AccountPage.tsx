import { useEffect, useMemo, useState } from 'react'
import { getMe, type Me } from '#contract/me.ts'
import { getProfile } from '#contract/self.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { SkipLink } from '#ui/SkipLink.tsx'
import { Toaster } from '#ui/Toaster.tsx'
import { addresses } from './addresses.ts'
import { AccountHeader } from './frame/AccountHeader.tsx'
import { openIn, type Proof, ProofContext } from './frame/proof.ts'
import { ActivityPanel } from './panels/ActivityPanel.tsx'
import { AddressesPanel } from './panels/AddressesPanel.tsx'
import { ApplicationsPanel } from './panels/ApplicationsPanel.tsx'
import { PasskeysPanel } from './panels/PasskeysPanel.tsx'
import { PasswordPanel } from './panels/PasswordPanel.tsx'
import { PausedNotice } from './panels/PausedNotice.tsx'
import { PhonesPanel } from './panels/PhonesPanel.tsx'
import { ProfilePanel } from './panels/ProfilePanel.tsx'
import { ProvidersPanel } from './panels/ProvidersPanel.tsx'
import { SessionsPanel } from './panels/SessionsPanel.tsx'
import { frameTexts as words } from './texts/frame.ts'

/** One's own account: who one is here, how one signs in, and where one is signed in. */
export function AccountPage() {
  const me = useOperationQuery(getMe, { params: {}, body: {} })
  if (me.data) return <Signed me={me.data} />
  return (
    <main className="mx-auto grid max-w-3xl gap-5 px-4 py-8">
      <h1 className="sr-only">{words.title}</h1>
      {me.error ? (
        <EmptyState
          title={words.notLoaded}
          actions={<Button onClick={() => void me.refetch()}>{words.tryAgain}</Button>}
        >
          <p role="alert">{errorMessage(me.error)}</p>
        </EmptyState>
      ) : (
        <Skeleton lines={8} />
      )}
    </main>
  )
}

function Signed({ me }: { me: Me }) {
  const [open, setOpen] = useState<Proof['open']>(() => openIn(window.location.search))
  const { provedAt } = me.session
  const proof = useMemo<Proof>(
    () => ({ provedAt, open, setOpen: (next) => setOpen(next && { ...next, id: next.id ?? null }) }),
    [provedAt, open],
  )
  useEffect(() => {
    // The address says what is open, so that a reload shows the same.
    const name = open && (open.id ? `${open.layer}:${open.id}` : open.layer)
    const search = name ? `?${new URLSearchParams({ open: name })}` : ''
    window.history.replaceState(null, '', `${addresses.account}${search}${window.location.hash}`)
  }, [open])
  const profile = useOperationQuery(getProfile, { params: {}, body: {} })
  return (
    <ProofContext value={proof}>
      <SkipLink to="content" />
      <AccountHeader me={me} />
      <main id="content" tabIndex={-1} className="px-4 py-6 outline-none sm:px-6">
        <div className="mx-auto grid max-w-5xl gap-5">
          <PageHeader
            title={words.title}
            leading={<Avatar name={me.user.name} seed={me.user.id} />}
            meta={`${me.user.name} · ${me.user.email}`}
          />
          <PausedNotice until={profile.data?.pushesPausedUntil ?? null} />
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <div className="grid min-w-0 gap-5">
              <ProfilePanel profile={profile} />
              <AddressesPanel profile={profile} />
              <PasskeysPanel />
              <PasswordPanel profile={profile} />
              <ProvidersPanel />
            </div>
            <div className="grid min-w-0 gap-5">
              <PhonesPanel />
              <SessionsPanel />
              <ApplicationsPanel />
              <ActivityPanel />
            </div>
          </div>
        </div>
      </main>
      <Toaster />
    </ProofContext>
  )
}
