import type { Profile } from '#contract/self.ts'

/** The profile as several panels read it: once. */
export interface ProfileQuery {
  readonly data: Profile | undefined
  readonly error: Error | null
  readonly isPending: boolean
  refetch(): unknown
}
