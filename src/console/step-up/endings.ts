import type { StepUp } from '#contract/me.ts'
import { stepUpTexts } from '../texts/step-up.ts'

const texts: Partial<Record<StepUp['state'], string>> = stepUpTexts.endings

/** How a step-up ended without an approval, in one or two sentences. */
export function endings({ state, why }: Pick<StepUp, 'state' | 'why'>): string {
  if (state === 'denied' && why === 'wrong-number') return stepUpTexts.endings.wrongNumber
  return texts[state] ?? stepUpTexts.endings.other
}
