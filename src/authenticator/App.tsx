import { lazy, Suspense, useEffect, useState } from 'react'
import { AccountPage } from './accounts/AccountPage.tsx'
import { AccountsTab } from './accounts/AccountsTab.tsx'
import { AnswerTermination } from './accounts/AnswerTermination.tsx'
import { KeepPhone } from './accounts/KeepPhone.tsx'
import { RemoveAccount } from './accounts/RemoveAccount.tsx'
import { RenamePhone } from './accounts/RenamePhone.tsx'
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
import { emptyDraft } from './onboarding/onboarding-draft.ts'
import { useDraft } from './onboarding/use-draft.ts'
import { dismissFarewell, forgetLostKeys, usePhoneState } from './phone-state.ts'
import { ActivityPage } from './requests/ActivityPage.tsx'
import { EndingScreen } from './requests/EndingScreen.tsx'
import { RequestsTab } from './requests/RequestsTab.tsx'
import { RequestView } from './requests/RequestView.tsx'
import { ScanRequest } from './requests/ScanRequest.tsx'
import { useRequests } from './requests/use-requests.ts'
import { ChangePin } from './settings/ChangePin.tsx'
import { HelpList, HelpPage } from './settings/HelpPages.tsx'
import { ResetPage } from './settings/ResetPage.tsx'
import { SettingsTab } from './settings/SettingsTab.tsx'
import { applyUpdate, useUpdate } from './update.ts'
import { useAccountChecks } from './use-account-checks.ts'
import { useLock } from './use-lock.ts'

const Onboarding = lazy(() =>
  import('./onboarding/Onboarding.tsx').then((file) => ({ default: file.Onboarding })),
)
const BackupPage = lazy(() =>
  import('./backup/BackupPage.tsx').then((file) => ({ default: file.BackupPage })),
)

/** What is on screen: what must be said first, then what is asked, then the tabs. */
export function App({ arrival }: { arrival: Arrival }) {
  const { loaded, enrolments, farewell, keysGone } = usePhoneState()
  const [page, detail] = usePlace()
  const [isScanning, setScanning] = useState(false)
  const [notice, setNotice] = useState(arrival.kind)
  const { draft, advance, begin, leave } = useDraft(arrival)
  const lock = useLock()
  const isOnboarding = draft != null && (draft.step !== 'welcome' || enrolments.length === 0)
  const isLocked = enrolments.length > 0 && lock.isLocked !== false
  const isIdle = loaded && enrolments.length > 0 && !isOnboarding && !isLocked && farewell === null
  const requests = useRequests(isIdle && !isScanning, arrival.kind === 'request' ? arrival.rid : null)
  useAccountChecks(loaded)
  const update = useUpdate()
  const isFree =
    requests.current === null && !isScanning && (isIdle || (draft?.step ?? 'welcome') === 'welcome')
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
        isLast={enrolments.length === 0}
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
    if (detail) return <HelpPage id={detail} onScan={isIdle ? () => setScanning(true) : null} />
    return <HelpList onBack={() => go(enrolments.length > 0 ? 'settings' : '')} />
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
  const [first] = enrolments
  if (isLocked && first) return <LockScreen enrolment={first} onUnlock={lock.unlock} />
  const chosen = enrolments.find(({ deviceId }) => deviceId === detail)
  if (page === 'account' && chosen) return <AccountPage enrolment={chosen} />
  if (page === 'remove' && chosen) return <RemoveAccount key={chosen.deviceId} enrolment={chosen} />
  if (page === 'termination' && chosen) return <AnswerTermination key={chosen.deviceId} enrolment={chosen} />
  if (page === 'keep' && chosen) return <KeepPhone key={chosen.deviceId} enrolment={chosen} />
  if (page === 'rename') return <RenamePhone />
  if (page === 'activity') return <ActivityPage />
  if (page === 'pin') return <ChangePin />
  if (page === 'backup') {
    return (
      <Suspense>
        <BackupPage detail={detail} />
      </Suspense>
    )
  }
  if (page === 'reset') return <ResetPage />
  const tab = page === 'accounts' || page === 'settings' ? page : ''
  return (
    <Tabs current={tab}>
      {tab === '' && <RequestsTab isAway={requests.isAway} onScan={() => setScanning(true)} />}
      {tab === 'accounts' && <AccountsTab onAdd={() => void begin({ step: 'backup' })} />}
      {tab === 'settings' && <SettingsTab lock={lock.isOn} onLock={lock.turn} />}
    </Tabs>
  )
}
