import type { Work } from '../work.ts'
import { dropIdentityOfNobody } from './identities.sql.ts'

/** Forgets an identity where nobody of any organisation has it any more. A user of this one has let go of it before. */
export function dropIdentity(work: Work, { identityId }: { identityId: string }): Promise<void> {
  return dropIdentityOfNobody(work, identityId)
}
