import type { DeviceId } from '#contract/ids.ts'

/** What became of one account of a backup. */
export type RestoreResult =
  | { readonly kind: 'ready'; readonly deviceId: DeviceId; readonly shortCode: null }
  /** An administrator has to compare the six digits. */
  | { readonly kind: 'pending'; readonly deviceId: DeviceId; readonly shortCode: string }
  /** The identity was reset there: a new setup code makes a new one. */
  | { readonly kind: 'needs-code' }
  | { readonly kind: 'gone' | 'deactivated' | 'skipped' }
  | { readonly kind: 'failed'; readonly why: string }
