import { Problem } from '#contract/problem.ts'
import { equalInConstantTime, sha256 } from '#platform/hash.ts'
import type { Work } from '../work.ts'
import { readKey, storeAnswer, takeKey } from './idempotency.sql.ts'

const keptMs = 24 * 3600 * 1000

/**
 * Runs `unit` the first time that its caller sends `key`, and repeats the first answer for a day after that. Of two at once the second
 * waits for the first. The answer may hold a secret that is shown once, so it lies sealed. A refusal rolls back with its
 * key: the same key may be sent again once the reason is gone.
 *
 * @param call.request what was asked, whole: another request under the same key is refused
 * @throws {Problem} `idempotency-key-reused`
 */
export async function answerOnce<Answer extends object>(
  work: Work,
  call: { key: string; request: string | Uint8Array },
  unit: () => Promise<Answer>,
): Promise<Answer> {
  // Everybody's keys are their own: nobody sees another's answer by guessing one.
  const keyHash = sha256(`${work.actor.kind}:${work.actor.id}:${call.key}`)
  const requestHash = sha256(call.request)
  const context = `${work.base.tenantId}:${keyHash.toString('hex')}`
  const pending = Buffer.alloc(0)
  const expiredBefore = new Date(work.now.getTime() - keptMs)
  if (!(await takeKey(work, { keyHash, requestHash, pending, expiredBefore }))) {
    const kept = await readKey(work, keyHash)
    if (!equalInConstantTime(kept.requestHash, requestHash)) throw new Problem('idempotency-key-reused')
    // It was sealed from an answer of this very unit.
    return JSON.parse(
      work.keys.unseal('idempotency', context, kept.responseSealed).toString('utf8'),
    ) as Answer
  }
  const answer = await unit()
  await storeAnswer(work, keyHash, work.keys.seal('idempotency', context, JSON.stringify(answer)))
  return answer
}
