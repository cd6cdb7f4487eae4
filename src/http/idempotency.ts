import type { Operation } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import { answerOnce as answerKeyOnce } from '#domain/idempotency/answer-once.ts'
import type { Work } from '#domain/work.ts'
import type { Call } from './edge.ts'

/**
 * Honours the header `Idempotency-Key` where a request has one: the repetition of a creation within a day gets the first answer.
 *
 * @throws {Problem} `idempotency-key-reused`, `invalid-request`, and whatever `run` refuses with
 */
export async function answerOnce(
  work: Work,
  c: Call,
  operation: Operation,
  bytes: Uint8Array,
  run: () => Promise<object>,
): Promise<object> {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return run()
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Problem('invalid-request', 'An idempotency key has 1 to 200 visible ASCII characters')
  }
  const request = Buffer.concat([Buffer.from(`${operation.method} ${c.req.path}\n`), bytes])
  return answerKeyOnce(work, { key, request }, run)
}
