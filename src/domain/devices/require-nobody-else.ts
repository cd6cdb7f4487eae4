import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { findProofs } from '../sign-in/find-proofs.ts'
import { hasAnotherAdmin } from '../users/has-another-admin.ts'
import type { Work } from '../work.ts'

/**
 * Of whoever lets a phone of their own answer: nobody else may, and they have another credential to prove themselves by.
 *
 * @throws {Problem} `own-device`
 */
export async function requireNobodyElse(
  work: Work,
  { id: userId, adminRole }: User,
  act: 'confirm' | 'resume',
): Promise<void> {
  if (await hasAnotherAdmin(work, { userId, adminRole, permission: 'devices:write' }))
    throw new Problem('own-device')
  // Where they have one of these nothing less renews the proof that this act asks for; a phone that waits, or is paused, is none.
  const [first] = await findProofs(work, { userId })
  if (first !== 'passkey' && first !== 'phone') {
    throw new Problem(
      'own-device',
      `Nobody else may ${act} this phone, and you have no passkey or other phone to ${act} it by. Whoever runs the server gives you a setup code: latchkey admin recover.`,
    )
  }
}
