import { AlertsStep } from './AlertsStep.tsx'
import { BackupStep } from './BackupStep.tsx'
import { ConfirmStep } from './ConfirmStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { NameStep } from './NameStep.tsx'
import type { StepProps } from './Onboarding.tsx'
import { ProtectStep } from './ProtectStep.tsx'

/** From an opened invitation to an enrolled phone. */
export function LaterSteps(props: StepProps) {
  switch (props.draft.step) {
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
    default:
      return null
  }
}
