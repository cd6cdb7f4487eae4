import type { UserId } from '#contract/ids.ts'
import { recordAll } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { markActivated } from './accounts.sql.ts'

/** The accounts that waited for their person become active under the DID that the person has now. */
export async function activateAccounts(
  work: Work,
  { userId, did }: { userId: UserId; did: string },
): Promise<void> {
  const activated = await markActivated(work, userId, did)
  await recordAll(
    work,
    activated.map(({ id: accountId, applicationId }) => ({
      type: 'account.activated',
      data: { userId, accountId, applicationId },
    })),
  )
}
