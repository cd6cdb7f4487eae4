import type { Work } from '../work.ts'

export type KeyUse = 'oidc' | 'device'

export async function ensureSigningKeys(_work: Work): Promise<void> {
  throw new Error('ensureSigningKeys')
}
