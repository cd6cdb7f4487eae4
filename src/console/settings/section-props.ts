import type { Result } from '#contract/operation.ts'
import type { getSettings } from '#contract/settings.ts'

/** What every section is given. */
export interface SectionProps {
  readonly settings: Result<typeof getSettings>
  /** Told when there is something unsaved, and when there is no more. */
  readonly onDirty: (isDirty: boolean) => void
}
