import type { StepUp } from '#contract/me.ts'

const texts: Partial<Record<StepUp['state'], string>> = {
  denied: 'You denied this on your phone. Nothing was changed.',
  reported: 'You reported this on your phone. Nothing was changed, and requests are paused for 15 minutes.',
  expired: 'The time is over. Nothing was changed.',
  superseded: 'A newer request took the place of this one.',
  cancelled: 'This request was withdrawn.',
}

/** How a step-up ended without an approval, in one or two sentences. */
export function endings({ state, why }: Pick<StepUp, 'state' | 'why'>): string {
  if (state === 'denied' && why === 'wrong-number') {
    return "That wasn't the number. For your safety this request was stopped, and nothing was changed."
  }
  return texts[state] ?? 'This request has ended. Nothing was changed.'
}
