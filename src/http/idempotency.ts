import type { Operation } from '#contract/operation.ts'
import type { Problem } from '#contract/problem.ts'
import type { Work } from '#domain/work.ts'
import type { Call } from './edge.ts'

export async function answerOnce(
  _work: Work,
  _c: Call,
  _operation: Operation,
  _bytes: Uint8Array,
  run: () => Promise<object | Problem>,
): Promise<object | Problem> {
  return run()
}
