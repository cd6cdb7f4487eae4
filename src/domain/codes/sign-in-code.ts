import type { SignInId, UserId } from '#contract/ids.ts'
import { randomDigits } from '#platform/random.ts'
import type { Work } from '../work.ts'
import {
  type CodeMethod,
  findNewest,
  insertCode,
  lockNewest,
  newCodeId,
  type SignInCode,
  setTried,
  voidCodes,
} from './codes.sql.ts'

const lifetimeSeconds = 600
const mostTries = 5
/** Told from here on: before that, nobody needs to count. */
const toldFrom = 3

/** How the code of a sign-in stands; the same for an address to which none was sent. */
export interface CodeStanding {
  readonly id: string
  readonly method: CodeMethod
  /** Spent, tried too often, or its ten minutes are over. */
  readonly over: boolean
  /** Null while it is too early to say. */
  readonly triesLeft: number | null
}

/**
 * Makes a code of six digits for a sign-in, in place of the earlier one. It counts for this sign-in alone, and so for the browser that
 * began it. For nobody one is made all the same, which never fits.
 */
export async function makeCode(
  work: Work,
  { signInId, userId, method }: { signInId: SignInId; userId: UserId | null; method: CodeMethod },
): Promise<{ code: string; expiresAt: Date }> {
  await voidCodes(work, signInId)
  const id = newCodeId()
  const code = randomDigits(6)
  const expiresAt = new Date(work.now.getTime() + lifetimeSeconds * 1000)
  const codeMac = work.keys.mac('sign-in-code', boundTo(work, id, code))
  await insertCode(work, { id, signInId, userId, method, codeMac, expiresAt })
  return { code, expiresAt }
}

/** Undefined where none was asked for. */
export async function codeOf(work: Work, signInId: SignInId): Promise<CodeStanding | undefined> {
  const row = await findNewest(work, signInId)
  if (!row) return undefined
  const { id, method, tries } = row
  return {
    id,
    method,
    over: isOver(work, row),
    triesLeft: tries >= toldFrom ? Math.max(0, mostTries - tries) : null,
  }
}

/** Tries the code that was typed, once: a right one is spent by it, a wrong one counts. The unit has to commit either way. */
export async function spendCode(
  work: Work,
  { signInId, typed }: { signInId: SignInId; typed: string },
): Promise<{ userId: UserId; method: CodeMethod } | 'wrong'> {
  const row = await lockNewest(work, signInId)
  if (!row || isOver(work, row)) return 'wrong'
  const { id, userId, method, codeMac } = row
  const digits = typed.replace(/\D/g, '')
  const matches = work.keys.macMatches('sign-in-code', boundTo(work, id, digits), codeMac)
  if (!matches || userId === null) {
    await setTried(work, id, { tries: row.tries + 1 })
    return 'wrong'
  }
  await setTried(work, id, { spentAt: work.now })
  return { userId, method }
}

const isOver = (work: Work, { tries, expiresAt, spentAt }: SignInCode): boolean =>
  spentAt !== null || tries >= mostTries || expiresAt <= work.now

const boundTo = ({ base }: Work, id: string, code: string) => `${base.tenantId}:${id}:${code}`
