import type { UserId } from '#contract/ids.ts'
import type { AdminRole } from '#contract/permissions.ts'
import { Problem } from '#contract/problem.ts'
import type { NewUser, User } from '#contract/users.ts'
import { newId } from '#platform/id.ts'
import { record } from '../audit/record.ts'
import { issueClaim } from '../claims/issue-claim.ts'
import type { MailKind } from '../ports.ts'
import type { Work } from '../work.ts'
import { emailKey } from './email-key.ts'
import { parseMobile } from './parse-mobile.ts'
import { readEmail } from './read-email.ts'
import { requireRank } from './require-rank.ts'
import { indexPeople } from './search/index-people.ts'
import { searchKeys } from './search-keys.ts'
import { insertUser } from './users.sql.ts'

/**
 * Creates a user, invited, and sends them the welcome mail if asked. Without it they wait for a setup code: no user is usable
 * without a claim.
 *
 * @param mail where mail goes in this installation
 * @throws {Problem} `email-in-use`, `higher-rank`, `mail-not-configured`, `needs-https`, `invalid-request`
 */
export async function createUser(work: Work, input: NewUser, mail: MailKind): Promise<User> {
  const { sendWelcomeEmail, ...person } = input
  if (sendWelcomeEmail && mail === 'none') throw new Problem('mail-not-configured')
  const user = await addUser(work, person)
  if (sendWelcomeEmail) await issueClaim(work, { userId: user.id, kind: 'mail', unattended: true })
  return user
}

export interface NewPerson {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly mobile?: string | undefined
  readonly personalEmail?: string | undefined
  readonly adminRole?: AdminRole | null | undefined
}

/** As `createUser`, without a word to the person. */
export async function addUser(work: Work, person: NewPerson): Promise<User> {
  const adminRole = person.adminRole ?? null
  requireRank(work, { adminRole })
  const email = readEmail('email', person.email)
  const personalEmail = person.personalEmail ? readEmail('personalEmail', person.personalEmail) : null
  const mobile = person.mobile ? parseMobile(person.mobile) : null
  const { firstName, lastName } = person
  const user = await insertUser(work, {
    // A new id carries its brand from here on.
    id: newId() as UserId,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    ...searchKeys({ firstName, lastName, mobile }),
    email,
    emailKey: emailKey(email),
    mobile,
    personalEmail,
    role: adminRole ? 'admin' : 'user',
    adminRole,
  })
  if (!user) throw new Problem('email-in-use')
  await indexPeople(work, [user])
  await record(
    work,
    'user.created',
    { userId: user.id, adminRole },
    { name: user.name, email, ...(mobile && { mobile }) },
  )
  return user
}
