import type { ProviderId } from '#contract/ids.ts'

/** Who a provider says somebody is. `providerId` and `subject` together are the person; the address is only what the provider knows of them. */
export interface Upstream {
  readonly providerId: ProviderId
  /** What the provider calls this person for ever. */
  readonly subject: string
  readonly email: string | null
  /** The provider says that the address is this person's, and says it in a way that can be believed of its kind. */
  readonly emailVerified: boolean
  readonly firstName: string | null
  readonly lastName: string | null
}
