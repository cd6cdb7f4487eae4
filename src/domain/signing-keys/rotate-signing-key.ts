import type { Work } from '../work.ts'
import type { KeyUse } from './ensure-signing-keys.ts'

export async function rotateSigningKey(_work: Work, _input: { use: KeyUse }): Promise<{ kid: string }> {
  throw new Error('rotateSigningKey')
}
