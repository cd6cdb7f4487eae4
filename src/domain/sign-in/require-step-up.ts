import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'

/** How long a proof by phone serves for risky operations. */
export const provedForSeconds = 600

/**
 * Refuses a risky operation unless whoever acts proved themselves by phone in the last ten minutes. The system itself needs no phone.
 *
 * @throws {Problem} `step-up-required`
 */
export function requireStepUp(work: Pick<Work, 'actor' | 'now'>): void {
  if (work.actor.kind === 'system') return
  const proved = work.actor.session?.provedAt
  if (!proved || work.now.getTime() - proved.getTime() > provedForSeconds * 1000)
    throw new Problem('step-up-required')
}
