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
    readonly status: 'invited' | 'active'
    readonly lastSignInAt: Date | null
  } | null
  readonly name: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly emailVerified: boolean
  readonly updatedAt: Date
}

interface Row extends Omit<Person, 'verdict' | 'account'> {
  readonly tenantStatus: 'active' | 'closed'
  readonly userStatus: UserStatus
  readonly adminRole: AdminRole | null
  readonly enabled: boolean | null
  readonly access: 'everyone' | 'assigned' | null
  readonly subject: string | null
  readonly accountStatus: 'invited' | 'active' | null
  readonly lastSignInAt: Date | null
}

const columns = `tenant_status, user_status, admin_role, enabled, access, subject, account_status, last_sign_in_at,
  name, first_name, last_name, email, email_verified, updated_at`

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
  const [row] = await ground.database.hot<Row>(
    'oidc_person',
    `select ${columns} from oidc_person($1, $2, $3)`,
    [tenantId, userId, applicationId],
  )
  if (!row) return undefined
  const {
    tenantStatus,
    userStatus,
    adminRole,
    enabled,
    access,
    subject,
    accountStatus,
    lastSignInAt,
    ...about
  } = row
  const verdict = decide({
    purpose: 'refresh',
    organisation: { open: tenantStatus === 'active' },
    user: { status: userStatus, adminRole },
    target: enabled !== null && access ? { kind: 'application', enabled, access } : { kind: 'missing' },
    hasAccount: subject !== null,
    // The session was proved by a phone when it began: going on with it does not look for one.
    devices: { active: 0, suspended: 0 },
  })
  return {
    ...about,
    verdict,
    account: subject !== null && accountStatus ? { subject, status: accountStatus, lastSignInAt } : null,
  }
}
