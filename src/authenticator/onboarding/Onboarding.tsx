import { lazy, Suspense } from 'react'
import { AlertsStep } from './AlertsStep.tsx'
import { BackupStep } from './BackupStep.tsx'
import { ConfirmStep } from './ConfirmStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { HomeScreenStep } from './HomeScreenStep.tsx'
import { NameStep } from './NameStep.tsx'
import type { OnboardingDraft } from './onboarding-draft.ts'
import { ProtectStep } from './ProtectStep.tsx'
import { SetUpStep } from './SetUpStep.tsx'
import { WelcomeStep } from './WelcomeStep.tsx'

const Restore = lazy(() => import('../restore/Restore.tsx').then((file) => ({ default: file.Restore })))

export interface StepProps {
  draft: OnboardingDraft
  /** Keeps what has changed, on the phone as well, and goes where it says. */
  advance: (change: Partial<OnboardingDraft>) => Promise<void>
  /** Leaves: it is finished, or was not wanted. */
  onLeave: () => void
  /** Whether this phone holds an organisation already. */
  isMore: boolean
}

/** From the welcome to an enrolled phone, one thing a screen. It goes on where it was left. */
export function Onboarding(props: StepProps) {
  switch (props.draft.step) {
    case 'welcome':
      return <WelcomeStep {...props} />
    case 'home-screen':
      return <HomeScreenStep {...props} />
    case 'set-up':
      return <SetUpStep {...props} />
    case 'restore':
      return (
        <Suspense>
          <Restore {...props} />
        </Suspense>
      )
    case 'confirm':
      return <ConfirmStep {...props} />
    case 'name':
      return <NameStep {...props} />
    case 'protect':
      return <ProtectStep {...props} />
    case 'alerts':
      return <AlertsStep {...props} />
    case 'backup':
      return <BackupStep {...props} />
    case 'done':
      return <DoneStep {...props} />
  }
}
