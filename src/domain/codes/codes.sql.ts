import type { SignInId, UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import type { Work } from '../work.ts'

export type CodeMethod = 'mail' | 'sms'

/** The newest code of a sign-in. */
export interface SignInCode {
  readonly id: string
  /** Null where nobody was written to. */
  readonly userId: UserId | null
  readonly method: CodeMethod
  readonly codeMac: Buffer
  readonly tries: number
  readonly sentAt: Date
  readonly expiresAt: Date
  readonly spentAt: Date | null
}

const newest = (work: Work, signInId: SignInId) =>
  work.db
    .selectFrom('signInCodes')
    .select(['id', 'userId', 'method', 'codeMac', 'tries', 'sentAt', 'expiresAt', 'spentAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('signInId', '=', signInId)
    .where('voidedAt', 'is', null)
    .orderBy('sentAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)

export function findNewest(work: Work, signInId: SignInId): Promise<SignInCode | undefined> {
  return newest(work, signInId).executeTakeFirst()
}

/** Its row is held until the unit ends: tries at once stand in line. */
export function lockNewest(work: Work, signInId: SignInId): Promise<SignInCode | undefined> {
  return newest(work, signInId).forUpdate().executeTakeFirst()
}

/** A code is bound to its row by its mac: the caller makes the id. */
export const newCodeId = (): string => newId()

export async function insertCode(
  work: Work,
  code: {
    id: string
    signInId: SignInId
    userId: UserId | null
    method: CodeMethod
    codeMac: Uint8Array
    expiresAt: Date
  },
): Promise<void> {
  await work.db
    .insertInto('signInCodes')
    .values({ ...code, tenantId: work.base.tenantId, sentAt: work.now })
    .execute()
}

/** Of several that were sent in a sign-in only the newest counts. */
export async function voidCodes(work: Work, signInId: SignInId): Promise<void> {
  await work.db
    .updateTable('signInCodes')
    .set({ voidedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('signInId', '=', signInId)
    .where('voidedAt', 'is', null)
    .execute()
}

/** Nobody's from now on: they never fit, and their pages look as before. */
export async function disownCodes(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('signInCodes')
    .set({ userId: null })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('spentAt', 'is', null)
    .execute()
}

export async function setTried(
  work: Work,
  id: string,
  tried: { tries: number } | { spentAt: Date },
): Promise<void> {
  await work.db
    .updateTable('signInCodes')
    .set(tried)
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .execute()
}
