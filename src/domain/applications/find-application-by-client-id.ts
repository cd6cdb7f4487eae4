import type { ApplicationId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** An application as a protocol sees it. */
export interface ClientApplication {
  readonly id: ApplicationId
  readonly clientId: string
  readonly name: string
  readonly kind: 'web' | 'spa' | 'native' | 'machine'
  /** With the console's own callback while a test sign-in runs. */
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly access: 'everyone' | 'assigned'
  readonly unknownAddress: 'neutral' | 'tell'
  readonly sessionSeconds: number
  readonly approvalDigits: 2 | 6
  readonly enabled: boolean
  readonly version: number
  /** When the running test sign-in ends; null when none does. */
  readonly testUntil: Date | null
}

export async function findApplicationByClientId(
  _work: Work,
  _clientId: string,
): Promise<ClientApplication | undefined> {
  throw new Error('findApplicationByClientId')
}

export async function findClientApplication(
  _work: Work,
  _id: ApplicationId,
): Promise<ClientApplication | undefined> {
  throw new Error('findClientApplication')
}
