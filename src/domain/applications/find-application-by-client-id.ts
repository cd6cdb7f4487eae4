import type { ApplicationId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { findWithTest } from './applications.sql.ts'
import { testRedirectUri } from './begin-test-sign-in.ts'

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
  readonly passkeyRequired: boolean
  readonly enabled: boolean
  readonly version: number
  /** When the running test sign-in ends; null when none does. */
  readonly testUntil: Date | null
}

export async function findApplicationByClientId(
  work: Work,
  clientId: string,
): Promise<ClientApplication | undefined> {
  return toClient(work, await findWithTest(work, { clientId }))
}

export async function findClientApplication(
  work: Work,
  id: ApplicationId,
): Promise<ClientApplication | undefined> {
  return toClient(work, await findWithTest(work, { id }))
}

function toClient(work: Work, row: Awaited<ReturnType<typeof findWithTest>>): ClientApplication | undefined {
  if (!row?.testUntil) return row
  return { ...row, redirectUris: [...row.redirectUris, testRedirectUri(work.base)] }
}
