import { hitsOf } from '../limits/hits-of.ts'
import type { Work } from '../work.ts'
import { nearEnd, strangersShare, textsOfDay, textsOfStrangers } from './sms-budget.ts'

/** How the day’s texts stand, where there is a reason to look. */
export interface FewTexts {
  /** Whose are running out; what strangers have left says nothing once all are. */
  readonly whose: 'all' | 'strangers'
  readonly used: number
  readonly perDay: number
}

/** Null while there are enough, and where none are sent. As long as the mail about it holds, so does this. */
export async function findFewTexts(work: Work): Promise<FewTexts | null> {
  const { sms } = work.channels
  if (!sms) return null
  const { perDay } = sms
  const [all = 0, strangers = 0] = await hitsOf(work, [textsOfDay, textsOfStrangers])
  // What was refused was counted as well.
  if (all >= nearEnd(perDay)) return { whose: 'all', used: Math.min(all, perDay), perDay }
  const share = strangersShare(perDay)
  return strangers >= share ? { whose: 'strangers', used: share, perDay } : null
}
