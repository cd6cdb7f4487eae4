import type { ApplicationId } from '#contract/ids.ts'
import { findClientApplication } from '../applications/find-application-by-client-id.ts'
import type { Work } from '../work.ts'

/** What a sign-in is for, as far as its pages and its phone go. */
export interface Target {
  readonly id: ApplicationId | null
  readonly clientId: string | null
  /** On the pages and on the phone. */
  readonly name: string
  readonly digits: 2 | 6
  /** Whether an address that cannot sign in is told so at once, or waits like any other. */
  readonly unknownAddress: 'neutral' | 'tell'
  /** How long its sessions last; null for the console's own length. */
  readonly sessionSeconds: number | null
}

/** @param id null for the console. An application that is gone keeps a name to be shown; nobody signs in to it. */
export async function findTarget(work: Work, id: ApplicationId | null): Promise<Target> {
  const application = id && (await findClientApplication(work, id))
  if (application) return { ...application, digits: application.approvalDigits }
  return {
    id,
    clientId: null,
    name: id === null ? 'Latchkey console' : 'an application',
    digits: 2,
    unknownAddress: 'neutral',
    sessionSeconds: null,
  }
}
