import { lazy, Suspense, useEffect, useState } from 'react'
import type { Arrival } from './arrival.ts'
import { FarewellScreen } from './FarewellScreen.tsx'
import { go, usePlace } from './frame/place.ts'
import { Tabs } from './frame/Tabs.tsx'
import { LockScreen } from './LockScreen.tsx'
import {
  ForgedScreen,
  KeysGoneScreen,
  NewerVersionScreen,
  OutsideBackupScreen,
  OutsideScanScreen,
} from './NoticeScreens.tsx'
import { prepareLaterSteps } from './onboarding/later-steps.ts'
import { emptyDraft } from './onboarding/onboarding-draft.ts'
import { useDraft } from './onboarding/use-draft.ts'
import { dismissFarewell, forgetLostKeys, usePhoneState } from './phone-state.ts'
import { EndingScreen } from './requests/EndingScreen.tsx'
import { RequestsTab } from './requests/RequestsTab.tsx'
import { RequestView } from './requests/RequestView.tsx'
import { ScanRequest } from './requests/ScanRequest.tsx'
import { useRequests } from './requests/use-requests.ts'
import { applyUpdate, useUpdate } from './update.ts'
import { useAccountChecks } from './use-account-checks.ts'
import { useLock } from './use-lock.ts'

const Onboarding = lazy(() =>
  import('./onboarding/Onboarding.tsx').then((file) => ({ default: file.Onboarding })),
)
const OpenedPage = lazy(() => import('./OpenedPage.tsx').then((file) => ({ default: file.OpenedPage })))
const AccountsTab = lazy(() =>
  import('./accounts/AccountsTab.tsx').then((file) => ({ default: file.AccountsTab })),
)
const SettingsTab = lazy(() =>
  import('./settings/SettingsTab.tsx').then((file) => ({ default: file.SettingsTab })),
)
const helpPages = () => import('./settings/HelpPages.tsx')
const HelpList = lazy(() => helpPages().then((file) => ({ default: file.HelpList })))
const HelpPage = lazy(() => helpPages().then((file) => ({ default: file.HelpPage })))

/** Places that stand for themselves, and those of one organisation. */
const pages = ['rename', 'activity', 'pin', 'backup', 'reset']
const accountPages = ['account', 'remove', 'termination', 'keep']

/** Where an update may load the page anew. */
const readOnlyPages = ['', 'accounts', 'account', 'activity', 'settings', 'help']

/** What is on screen: what must be said first, then what is asked, then the tabs. */
export function App({ arrival }: { arrival: Arrival }) {
  const { loaded, enrolments, farewells, keysGone, statuses } = usePhoneState()
  const [farewell] = farewells
  const [page, detail] = usePlace()
  const [isScanning, setScanning] = useState(false)
  const [notice, setNotice] = useState(arrival.kind)
  const { draft, advance, begin, leave } = useDraft(arrival)
  const step = draft?.step ?? 'welcome'
  useEffect(() => {
    if (step !== 'welcome') prepareLaterSteps()
  }, [step])
  const lock = useLock()
  const isOnboarding = draft != null && (step !== 'welcome' || enrolments.length === 0)
  const isLocked = enrolments.length > 0 && lock.isLocked !== false
  const isIdle = loaded && enrolments.length > 0 && !isOnboarding && !isLocked && farewell === undefined
  const requests = useRequests(isIdle && !isScanning, arrival.kind === 'request' ? arrival.rid : null)
  useAccountChecks(loaded)
  const update = useUpdate()
  const isFree =
    requests.current === null &&
    requests.ended === null &&
    !isScanning &&
    // Elsewhere something may have been typed, or a backup not saved yet.
    readOnlyPages.includes(page) &&
    (isIdle || step === 'welcome')
  useEffect(() => {
    if (update !== 'none' && isFree) applyUpdate()
  }, [update, isFree])

  if (!loaded || draft === undefined || lock.isLocked === undefined) return null
  if (notice === 'outside-scan') return <OutsideScanScreen onOpen={() => setNotice('plain')} />
  if (notice === 'outside-backup') return <OutsideBackupScreen onOpen={() => setNotice('plain')} />
  if (notice === 'newer-version') return <NewerVersionScreen onClose={() => setNotice('plain')} />
  if (farewell) {
    return (
      <FarewellScreen
        key={farewell.kind + farewell.organisation}
        farewell={farewell}
        isLast={enrolments.length === 0 && farewells.length === 1}
        onGone={() => {
          // The last words of a set-up that is undone; a new invitation stays.
          if (enrolments.length === 0 && draft?.deviceId) void leave()
          void dismissFarewell()
        }}
      />
    )
  }
  if (requests.forged) return <ForgedScreen onClose={requests.close} />
  if (requests.ended) return <EndingScreen name={requests.ended} onClose={requests.close} />
  if (isScanning && !isLocked && !isOnboarding) {
    return (
      <ScanRequest
        onBack={() => setScanning(false)}
        onClaim={(link) => {
          setScanning(false)
          void begin({ step: 'confirm', claim: link })
        }}
        onApproval={async (link) => {
          await requests.openScanned(link)
          setScanning(false)
        }}
      />
    )
  }
  if (requests.current) {
    const { current } = requests
    return (
      <RequestView
        key={current.challenge.claims.rid + current.q}
        request={current}
        onAnswering={requests.setAnswering}
        onScan={() => setScanning(true)}
        onClose={requests.close}
      />
    )
  }
  if (page === 'help' && !isScanning) {
    return (
      <Suspense>
        {detail ? (
          <HelpPage id={detail} onScan={isIdle ? () => setScanning(true) : null} />
        ) : (
          <HelpList onBack={() => go(enrolments.length > 0 ? 'settings' : '')} />
        )}
      </Suspense>
    )
  }
  if (keysGone && !isOnboarding) {
    return <KeysGoneScreen onSetUp={forgetLostKeys} onRestore={() => void begin({ step: 'restore' })} />
  }
  if (isOnboarding || enrolments.length === 0) {
    return (
      <Suspense>
        <Onboarding
          draft={draft ?? emptyDraft}
          advance={advance}
          onLeave={() => {
            go('')
            void leave()
          }}
          isMore={enrolments.length > 0}
        />
      </Suspense>
    )
  }
  // By an organisation that still lets this phone do something: another one could not open it.
  const opener = enrolments.find(({ deviceId }) => statuses[deviceId]?.state === 'active') ?? enrolments[0]
  if (isLocked && opener) return <LockScreen enrolment={opener} onUnlock={lock.unlock} />
  const chosen = enrolments.find(({ deviceId }) => deviceId === detail)
  if (pages.includes(page) || (chosen && accountPages.includes(page))) {
    return (
      <Suspense>
        <OpenedPage page={page} detail={detail} chosen={chosen} />
      </Suspense>
    )
  }
  const tab = page === 'accounts' || page === 'settings' ? page : ''
  return (
    <Tabs current={tab}>
      {tab === '' && <RequestsTab isAway={requests.isAway} onScan={() => setScanning(true)} />}
      <Suspense>
        {tab === 'accounts' && <AccountsTab onAdd={() => void begin({ step: 'backup' })} />}
        {tab === 'settings' && <SettingsTab lock={lock.isOn} onLock={lock.turn} />}
      </Suspense>
    </Tabs>
  )
}
