import { Problem } from '#contract/problem.ts'
import { EmailAddress } from '#contract/users.ts'

/**
 * An address as it is kept: NFKC, as it was typed otherwise. NFKC may turn what the contract let through into something else, such as
 * a second `@`, so it is looked at again.
 *
 * @param field that it came in by
 * @throws {Problem} `invalid-request`
 */
export function readEmail(field: string, text: string): string {
  const email = text.normalize('NFKC').trim()
  if (EmailAddress.safeParse(email).success) return email
  const message = 'Enter an email address'
  throw new Problem('invalid-request', message, { members: { issues: [{ path: [field], message }] } })
}
