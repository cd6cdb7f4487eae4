import type { DeviceId } from '#contract/ids.ts'
import type { OpenedClaim } from '#phone/enrol.ts'
import type { RestoreDraft } from '../restore/restore-draft.ts'

export type OnboardingStep =
  | 'welcome'
  | 'home-screen'
  | 'set-up'
  | 'restore'
  | 'confirm'
  | 'name'
  | 'protect'
  | 'alerts'
  /** After an enrolment, or before a second one. */
  | 'backup'
  | 'done'

/** How far a set-up has come. Kept after every step, so that a closed app goes on where it was; PINs and keys are never in it. */
export interface OnboardingDraft {
  readonly step: OnboardingStep
  /** The invitation as it came in: a link or a typed code. */
  readonly claim: string | null
  /** What the organisation said of it; for ten minutes. */
  readonly opened: OpenedClaim | null
  readonly deviceName: string | null
  /** Do not use the identity that this phone holds already. */
  readonly separate: boolean
  /** A second code that the invitation asked for. */
  readonly guard: string | null
  readonly restore: RestoreDraft | null
  /** Once enrolled. */
  readonly deviceId: DeviceId | null
}

export const emptyDraft: OnboardingDraft = {
  step: 'welcome',
  claim: null,
  opened: null,
  deviceName: null,
  separate: false,
  guard: null,
  restore: null,
  deviceId: null,
}
