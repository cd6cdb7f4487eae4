import type { CeremonyId, SessionId, SignInId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import type { Work } from '../work.ts'

/** Whose ceremony it is: nobody else's answer counts. */
export type Holder =
  | { readonly purpose: 'sign-in'; readonly signInId: SignInId }
  | { readonly purpose: 'add' | 'step-up'; readonly sessionId: SessionId }

export async function insertCeremony(
  work: Work,
  holder: Holder,
  { challengeHash, expiresAt }: { challengeHash: Uint8Array; expiresAt: Date },
): Promise<CeremonyId> {
  // A new id carries its brand from here on.
  const id = newId(work.now) as CeremonyId
  await work.db
    .insertInto('passkeyCeremonies')
    .values({
      ...rowOf(holder),
      tenantId: work.base.tenantId,
      id,
      challengeHash,
      createdAt: work.now,
      expiresAt,
      spentAt: null,
    })
    .execute()
  return id
}

/** Spends it, whatever comes of the answer. @returns undefined where there is none of this holder, its time is over, or it was answered */
export async function takeCeremony(
  work: Work,
  holder: Holder,
  id: CeremonyId,
): Promise<{ challengeHash: Buffer } | undefined> {
  const { purpose, signInId, sessionId } = rowOf(holder)
  const taken = await work.db
    .updateTable('passkeyCeremonies')
    .set({ spentAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('purpose', '=', purpose)
    .where(signInId ? 'signInId' : 'sessionId', '=', signInId ?? sessionId)
    .where('spentAt', 'is', null)
    .where('expiresAt', '>', work.now)
    .returning('challengeHash')
    .executeTakeFirst()
  return taken && { challengeHash: Buffer.from(taken.challengeHash) }
}

const rowOf = (holder: Holder) =>
  holder.purpose === 'sign-in'
    ? { purpose: holder.purpose, signInId: holder.signInId, sessionId: null }
    : { purpose: holder.purpose, signInId: null, sessionId: holder.sessionId }
