import type { LostPhoneStep } from '#contract/lost-phones.ts'
import { lostPhoneTexts } from '../../texts/users/lost-phone.tsx'

export const stepNames: Record<LostPhoneStep['step'], string> = lostPhoneTexts.steps

export const stateNames: Record<LostPhoneStep['state'], string> = lostPhoneTexts.states

interface Receipt {
  person: { name: string; email: string }
  by: string
  organisation: string
  at: Date
  act: string
  evidence: string
  steps: readonly LostPhoneStep[]
}

/** What was done, as text for a ticket; never a code. */
export function receiptText({ person, by, organisation, at, act, evidence, steps }: Receipt): string {
  return [
    lostPhoneTexts.receipt.person(person.name, person.email),
    lostPhoneTexts.receipt.by(organisation, at.toISOString(), by),
    act,
    lostPhoneTexts.receipt.evidence(evidence.trim()),
    '',
    ...steps.map(({ step, state, detail }) => `[${stateNames[state]}] ${stepNames[step]}: ${detail}`),
  ].join('\n')
}
