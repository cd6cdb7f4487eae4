import { lazy, Suspense } from 'react'
import { HomeScreenStep } from './HomeScreenStep.tsx'
import { LaterSteps } from './later-steps.ts'
import type { OnboardingDraft } from './onboarding-draft.ts'
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
    default:
      return (
        <Suspense>
          <LaterSteps {...props} />
        </Suspense>
      )
  }
}
