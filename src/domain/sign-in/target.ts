import type { ApplicationId } from '#contract/ids.ts'
import { findClientApplication } from '../applications/find-application-by-client-id.ts'
import { outOfBandAcr } from '../approvals/redeem-approval.ts'
import type { Work } from '../work.ts'
import { passkeyAcr } from './methods.ts'
import type { SignIn } from './sign-in.sql.ts'

/** What a sign-in is for, as far as its pages and its phone go. */
export interface Target {
  readonly kind: 'console' | 'account' | 'application'
  readonly id: ApplicationId | null
  readonly clientId: string | null
  /** On the pages and on the phone. */
  readonly name: string
  readonly digits: 2 | 6
  /** It asks for a phone, whatever the policy says of other ways. */
  readonly asksPhone: boolean
  /** Nothing but a passkey is enough for it. */
  readonly asksPasskey: boolean
  /** Whether an address that cannot sign in is told so at once, or waits like any other. */
  readonly unknownAddress: 'neutral' | 'tell'
  /** How long its sessions last at most; null where the organisation alone decides. */
  readonly sessionSeconds: number | null
}

const names = { console: 'Latchkey console', account: 'your account', oidc: 'an application' }

/** An application that is gone keeps a name to be shown; nobody signs in to it. */
export async function findTarget(
  work: Work,
  { applicationId: id, resume, askedAcr }: Pick<SignIn, 'applicationId' | 'resume' | 'askedAcr'>,
): Promise<Target> {
  const application = id && (await findClientApplication(work, id))
  const kind = id || resume.kind === 'oidc' ? 'application' : resume.kind
  // Six digits are an administrator's word for "the phone, and more than a glance": no password stands in for that.
  const digits = askedAcr === outOfBandAcr || application?.approvalDigits === 6 ? 6 : 2
  const asked = {
    kind,
    digits,
    asksPhone: askedAcr !== null || digits === 6,
    asksPasskey: askedAcr === passkeyAcr || application?.passkeyRequired === true,
  } as const
  if (application) return { ...application, ...asked }
  return {
    id,
    clientId: null,
    name: names[resume.kind],
    unknownAddress: 'neutral',
    sessionSeconds: null,
    ...asked,
  }
}
