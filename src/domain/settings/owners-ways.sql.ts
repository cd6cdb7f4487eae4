import type { Work } from '../work.ts'

/** By what an owner could sign in, whatever the settings say. */
export interface OwnersWays {
  readonly phone: boolean
  /** A lasting one. */
  readonly password: boolean
  readonly passwordAllowed: boolean
  /** A link to a provider that is switched on. */
  readonly provider: boolean
  /** One that is accepted. */
  readonly passkey: boolean
}

/** Of every active owner; their rows are held, so that two changes at once do not each rely on the other's owner. */
export async function findWaysOfOwners(work: Work): Promise<OwnersWays[]> {
  const { tenantId } = work.base
  const rows = await work.db
    .selectFrom('users')
    .select((select) => [
      'users.activeDevices',
      'users.passwordAllowed',
      select
        .exists(
          select
            .selectFrom('passwords')
            .select('passwords.userId')
            .where('passwords.tenantId', '=', tenantId)
            .whereRef('passwords.userId', '=', 'users.id')
            .where('passwords.temporary', '=', false),
        )
        .as('password'),
      select
        .exists(
          select
            .selectFrom('providerLinks')
            .innerJoin('providers', (join) =>
              join
                .onRef('providers.tenantId', '=', 'providerLinks.tenantId')
                .onRef('providers.id', '=', 'providerLinks.providerId'),
            )
            .select('providerLinks.id')
            .where('providerLinks.tenantId', '=', tenantId)
            .whereRef('providerLinks.userId', '=', 'users.id')
            .where('providers.enabled', '=', true),
        )
        .as('provider'),
      select
        .exists(
          select
            .selectFrom('passkeys')
            .select('passkeys.id')
            .where('passkeys.tenantId', '=', tenantId)
            .whereRef('passkeys.userId', '=', 'users.id')
            .where('passkeys.copiedAt', 'is', null),
        )
        .as('passkey'),
    ])
    .where('users.tenantId', '=', tenantId)
    .where('users.adminRole', '=', 'owner')
    .where('users.status', '=', 'active')
    .orderBy('users.id')
    .forUpdate()
    .execute()
  return rows.map(({ activeDevices, passwordAllowed, password, provider, passkey }) => ({
    phone: activeDevices > 0,
    password: Boolean(password),
    passwordAllowed,
    provider: Boolean(provider),
    passkey: Boolean(passkey),
  }))
}
