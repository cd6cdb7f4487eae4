import type { Work } from '../work.ts'

export async function hit(
  _work: Work,
  _input: { key: string; limit: number; windowSeconds: number },
): Promise<{ allowed: boolean; retryAfterSeconds: number }> {
  throw new Error('hit')
}
