import { lazy } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import { AccountPage } from './accounts/AccountPage.tsx'
import { AnswerTermination } from './accounts/AnswerTermination.tsx'
import { KeepPhone } from './accounts/KeepPhone.tsx'
import { RemoveAccount } from './accounts/RemoveAccount.tsx'
import { RenamePhone } from './accounts/RenamePhone.tsx'
import { ActivityPage } from './requests/ActivityPage.tsx'
import { ChangePin } from './settings/ChangePin.tsx'
import { ResetPage } from './settings/ResetPage.tsx'

const BackupPage = lazy(() =>
  import('./backup/BackupPage.tsx').then((file) => ({ default: file.BackupPage })),
)

interface OpenedPageProps {
  page: string
  detail: string
  /** The organisation that the place names, where it names one of this phone's. */
  chosen: Enrolment | undefined
}

/** What is opened from the tabs. All of it is loaded with the first, so that whoever only approves waits for none of it. */
export function OpenedPage({ page, detail, chosen }: OpenedPageProps) {
  if (chosen) {
    const props = { key: chosen.deviceId, enrolment: chosen }
    if (page === 'account') return <AccountPage {...props} />
    if (page === 'remove') return <RemoveAccount {...props} />
    if (page === 'termination') return <AnswerTermination {...props} />
    if (page === 'keep') return <KeepPhone {...props} />
  }
  if (page === 'rename') return <RenamePhone />
  if (page === 'activity') return <ActivityPage />
  if (page === 'pin') return <ChangePin />
  if (page === 'backup') return <BackupPage detail={detail} />
  return <ResetPage />
}
