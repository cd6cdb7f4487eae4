import type { ApplicationId, UserId } from '#contract/ids.ts'
import type { AdminRole } from '#contract/permissions.ts'
import type { UserStatus } from '#contract/users.ts'
import { decide, type Verdict } from '#domain/sign-in/decide.ts'
import type { Ground, Tenancy } from '#domain/work.ts'

/** A person before an application, and whether they may go on using it. */
export interface Person {
  readonly verdict: Verdict
  /** Null where they have no account in it. */
  readonly account: {
    readonly subject: string
    readonly status: 'invited' | 'active' | 'ended'
    readonly lastSignInAt: Date | null
  } | null
  readonly name: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly emailVerified: boolean
  readonly updatedAt: Date
}

/** All null where a statement that joins the person found none. */
export interface PersonRow extends Omit<Person, 'verdict' | 'account'> {
  readonly tenantStatus: 'active' | 'closed' | null
  readonly userStatus: UserStatus
  readonly adminRole: AdminRole | null
  readonly enabled: boolean | null
  readonly access: 'everyone' | 'assigned' | null
  readonly subject: string | null
  readonly accountStatus: 'invited' | 'active' | 'ended' | null
  readonly lastSignInAt: Date | null
}

/** Of the function's result, called `p`. */
export const personColumns = `p.tenant_status, p.user_status, p.admin_role, p.enabled, p.access, p.subject, p.account_status,
  p.last_sign_in_at, p.name, p.first_name, p.last_name, p.email, p.email_verified, p.updated_at`

/**
 * Every code, refresh, userinfo and introspection asks this: the facts of the one decision in one round trip, read now, with what a token
 * may say about the person. Undefined where there is no such person.
 */
export async function findPerson(
  ground: Ground,
  { tenantId }: Tenancy,
  userId: UserId,
  applicationId: ApplicationId,
): Promise<Person | undefined> {
  const [row] = await ground.database.hot<PersonRow>(
    'oidc_person',
    `select ${personColumns} from oidc_person($1, $2, $3) p`,
    [tenantId, userId, applicationId],
  )
  return row && personOf(row)
}

/** What the facts come to; undefined where there is no such person. */
export function personOf(row: PersonRow): Person | undefined {
  if (row.tenantStatus === null) return undefined
  const { tenantStatus, userStatus, adminRole, enabled, access, subject, accountStatus, lastSignInAt } = row
  const { name, firstName, lastName, email, emailVerified, updatedAt } = row
  const verdict = decide({
    purpose: 'refresh',
    organisation: { open: tenantStatus === 'active' },
    user: { status: userStatus, adminRole },
    target: enabled !== null && access ? { kind: 'application', enabled, access } : { kind: 'missing' },
    hasAccount: subject !== null,
    accountEnded: accountStatus === 'ended',
    // How the session was proved was settled when it began: going on with it does not look for a phone.
    ways: null,
  })
  return {
    name,
    firstName,
    lastName,
    email,
    emailVerified,
    updatedAt,
    verdict,
    account: subject !== null && accountStatus ? { subject, status: accountStatus, lastSignInAt } : null,
  }
}
