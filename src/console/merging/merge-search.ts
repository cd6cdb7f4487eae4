import * as z from 'zod/mini'
import { UserId } from '#contract/ids.ts'

export const mergeSteps = ['choose', 'compare', 'preview', 'confirm'] as const
export type MergeStep = 1 | 2 | 3 | 4

/** Where in the merge one is, and whom to keep. */
export interface MergeSearch {
  into?: UserId
  /** From 1. Beyond the first only with `into`. */
  step?: MergeStep
}

export function mergeSearch({ into, step }: Record<string, unknown>): MergeSearch {
  const target = z.safeParse(UserId, into)
  const number = Number(step)
  if (!target.success) return {}
  // A link that names whom to keep, and no step, begins at the comparison.
  const at = number === 1 || number === 3 || number === 4 ? number : 2
  return { into: target.data, step: at }
}
