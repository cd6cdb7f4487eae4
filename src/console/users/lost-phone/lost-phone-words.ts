import type { LostPhoneStep } from '#contract/lost-phones.ts'

export const stepNames: Record<LostPhoneStep['step'], string> = {
  devices: 'Devices',
  identity: 'Identity',
  requests: 'Sign-in requests',
  sessions: 'Sessions',
  'setup-code': 'Setup code',
  override: 'Passcode',
  notices: 'Notices',
}

export const stateNames: Record<LostPhoneStep['state'], string> = {
  done: 'Done',
  skipped: 'Not needed',
  failed: 'Failed',
}

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
    `Lost phone: ${person.name} <${person.email}>`,
    `${organisation}, ${at.toISOString()}, by ${by}`,
    act,
    `Recognised by: ${evidence.trim()}`,
    '',
    ...steps.map(({ step, state, detail }) => `[${stateNames[state]}] ${stepNames[step]}: ${detail}`),
  ].join('\n')
}
