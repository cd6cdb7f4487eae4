import type { ApplicationId, DeviceId, PasskeyId, ProviderId, TenantId, UserId } from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import { builtOnce } from '#platform/built-once.ts'
import { later } from '#platform/later.ts'
import { canText } from '../codes/send-text.ts'
import { expectSettings, readSetting } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'
import type { Facts, Purpose } from './decide.ts'
import type { WayFacts } from './ways.ts'

export interface FactsQuery {
  readonly userId: UserId | null
  /** Null for the console, or for their own account. */
  readonly applicationId: ApplicationId | null
  readonly purpose: Purpose
  /** They want to reach their own account, and no console. */
  readonly account?: boolean
  /** How it is tried; the phone where nothing is said, null for whichever. */
  readonly way?: SignInMethod | null
  readonly providerId?: ProviderId | null
  /** What is asked for demands a phone. */
  readonly asksPhone?: boolean
  /** It demands a passkey. */
  readonly asksPasskey?: boolean
  /** Reads what no sign-in depends on as well, for whoever asks why somebody cannot sign in. */
  readonly hints?: boolean
  /** Whether the person used this browser before: a lock against strangers does not reach it. */
  readonly knownBrowser?: boolean
  /** The version of the password that was right in this sign-in: nothing but that one counts, temporary or not. */
  readonly provedVersion?: number | null
  /** Counts no phone but this one: it is the one that answered. */
  readonly deviceId?: DeviceId | null
  /** Accepts no passkey but this one: it is the one that was shown. */
  readonly passkeyId?: PasskeyId | null
}

/** Reads all that the decision depends on, in one statement, and the settings. */
export async function findFacts(work: Work, query: FactsQuery): Promise<Facts> {
  const { userId, applicationId, purpose } = query
  const { tenantId } = work.base
  if (purpose !== 'refresh') expectSettings(work)
  const [rest] = await readFacts(shapeOf(query))(work.db, {
    tenantId,
    userId,
    applicationId,
    deviceId: query.deviceId ?? null,
    passkeyId: query.passkeyId ?? null,
    now: work.now,
  })
  const { enabled, access, userStatus, adminRole = null, removedAt = null } = rest ?? {}
  return {
    purpose,
    organisation: { open: rest?.status === 'active' },
    user: userStatus ? { status: userStatus, adminRole, removed: removedAt !== null } : null,
    target:
      applicationId === null
        ? { kind: query.account ? 'account' : 'console' }
        : typeof enabled === 'boolean' && access
          ? { kind: 'application', enabled, access }
          : { kind: 'missing' },
    hasAccount: rest?.accountId != null,
    accountEnded: rest?.accountEndedAt != null,
    ways: purpose === 'refresh' ? null : await waysIn(),
  }

  async function waysIn(): Promise<WayFacts> {
    const policy = await readSetting(work, 'sign-in')
    const { allowed } = await readSetting(work, 'password')
    const isOver =
      rest?.temporary === true &&
      (rest.expiresAt === null || rest.expiresAt <= work.now || rest.usedAt !== null)
    const holds = query.provedVersion != null ? query.provedVersion === rest?.passwordVersion : !isOver
    const { way = 'phone', providerId = null } = query
    return {
      way,
      providerId,
      policy,
      asksPhone: query.asksPhone ?? false,
      asksPasskey: query.asksPasskey ?? false,
      passkeys: { all: rest?.passkeys ?? 0, accepted: rest?.acceptedPasskeys ?? 0 },
      devices: { active: rest?.activeDevices ?? 0, suspended: rest?.suspendedDevices ?? 0 },
      password: {
        allowed: allowed === 'yes' || (allowed === 'per-user' && rest?.passwordAllowed === true),
        isSet: rest?.passwordVersion != null,
        holds,
        canBeSetByMail: rest?.emailVerified ?? false,
      },
      codes: {
        mail: work.channels.mail !== 'none',
        emailVerified: rest?.emailVerified ?? false,
        sms: work.channels.sms !== null,
        mobile: canText(work, rest?.mobile ?? null),
      },
      openOverride: Boolean(rest?.openOverride),
      hints: query.hints
        ? {
            pendingDevices: rest?.pendingDevices ?? 0,
            pushesPaused: rest?.pushesPausedUntil != null && rest.pushesPausedUntil > work.now,
          }
        : null,
      locked: rest?.lockedUntil != null && rest.lockedUntil > work.now && query.knownBrowser !== true,
      // Nobody's page waits for this: it is for the ways that name a provider.
      providers: way === null || way === 'provider' ? await findProviders(work, userId) : [],
    }
  }
}

/** What makes it another statement. */
interface Shape {
  readonly device: boolean
  readonly passkey: boolean
  readonly overrides: boolean
  readonly hints: boolean
}

const shapeOf = ({ deviceId, passkeyId, way, hints }: FactsQuery): Shape => ({
  device: deviceId != null,
  passkey: passkeyId != null,
  overrides: way === null,
  hints: hints === true,
})

const read = new Map<string, ReturnType<typeof buildFacts>>()

function readFacts(shape: Shape): ReturnType<typeof buildFacts> {
  const name = [shape.device, shape.passkey, shape.overrides, shape.hints].join()
  const known = read.get(name) ?? buildFacts(shape)
  read.set(name, known)
  return known
}

interface About {
  readonly tenantId: TenantId
  readonly userId: UserId | null
  readonly applicationId: ApplicationId | null
  readonly deviceId: DeviceId | null
  readonly passkeyId: PasskeyId | null
  readonly now: Date
}

const buildFacts = (shape: Shape) =>
  builtOnce((db: Work['db'], { tenantId, userId, applicationId, deviceId, passkeyId, now }: About) =>
    db
      .selectFrom('tenants')
      .leftJoin('users', (join) =>
        join.onRef('users.tenantId', '=', 'tenants.id').on('users.id', '=', userId),
      )
      .leftJoin('applications', (join) =>
        join.onRef('applications.tenantId', '=', 'tenants.id').on('applications.id', '=', applicationId),
      )
      .leftJoin('accounts', (join) =>
        join
          .onRef('accounts.tenantId', '=', 'tenants.id')
          .onRef('accounts.applicationId', '=', 'applications.id')
          .on('accounts.userId', '=', userId),
      )
      .leftJoin('passwords', (join) =>
        join.onRef('passwords.tenantId', '=', 'tenants.id').on('passwords.userId', '=', userId),
      )
      .select((select) => [
        'tenants.status',
        'users.status as userStatus',
        'users.adminRole',
        'users.removedAt',
        'users.passwordAllowed',
        'users.lockedUntil',
        'users.emailVerified',
        'applications.enabled',
        'applications.access',
        'accounts.id as accountId',
        'accounts.endedAt as accountEndedAt',
        'passwords.version as passwordVersion',
        'passwords.temporary',
        'passwords.expiresAt',
        'passwords.usedAt',
        select
          .selectFrom('devices')
          .select((count) => count.fn.countAll<number>().as('n'))
          .where('devices.tenantId', '=', tenantId)
          .where('devices.userId', '=', userId)
          .where('devices.state', '=', 'active')
          .$if(shape.device, (one) => one.where('devices.id', '=', deviceId))
          .as('activeDevices'),
        select
          .selectFrom('devices')
          .select((count) => count.fn.countAll<number>().as('n'))
          .where('devices.tenantId', '=', tenantId)
          .where('devices.userId', '=', userId)
          .where('devices.state', '=', 'suspended')
          .as('suspendedDevices'),
        'users.passkeys',
        'users.mobile',
        select
          .selectFrom('passkeys')
          .select((count) => count.fn.countAll<number>().as('n'))
          .where('passkeys.tenantId', '=', tenantId)
          .where('passkeys.userId', '=', userId)
          .where('passkeys.copiedAt', 'is', null)
          .$if(shape.passkey, (one) => one.where('passkeys.id', '=', passkeyId))
          .as('acceptedPasskeys'),
      ])
      // Nobody's page waits for this: it is for whoever asks about every way.
      .$if(shape.overrides, (one) =>
        one.select((select) =>
          select
            .exists(
              select
                .selectFrom('overrides')
                .select('overrides.id')
                .where('overrides.tenantId', '=', tenantId)
                .where('overrides.userId', '=', userId)
                .where('overrides.endedAt', 'is', null)
                .where('overrides.expiresAt', '>', now),
            )
            .as('openOverride'),
        ),
      )
      .$if(shape.hints, (one) =>
        one.select((select) => [
          'users.pushesPausedUntil',
          select
            .selectFrom('devices')
            .select((count) => count.fn.countAll<number>().as('n'))
            .where('devices.tenantId', '=', tenantId)
            .where('devices.userId', '=', userId)
            .where('devices.state', '=', 'pending')
            .as('pendingDevices'),
        ]),
      )
      .where('tenants.id', '=', tenantId),
  )

/** Holds the person's row, in a statement before what is read next: what is read after waiting for a lock is not older than the lock. */
export async function holdUser(work: Work, userId: UserId): Promise<void> {
  await hold(work.db, { tenantId: work.base.tenantId, userId })
}

const hold = builtOnce((db: Work['db'], { tenantId, userId }: { tenantId: TenantId; userId: UserId }) =>
  db
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .modifyEnd(later),
)

/** Those that somebody may sign in through, and those that this person is linked to. */
async function findProviders(work: Work, userId: UserId | null): Promise<WayFacts['providers']> {
  const rows = await work.db
    .selectFrom('providers')
    .leftJoin('providerLinks', (join) =>
      join
        .onRef('providerLinks.tenantId', '=', 'providers.tenantId')
        .onRef('providerLinks.providerId', '=', 'providers.id')
        .on('providerLinks.userId', '=', userId),
    )
    .select(['providers.id', 'providers.name', 'providers.enabled', 'providerLinks.id as linkId'])
    .distinctOn(['providers.nameKey', 'providers.id'])
    .where('providers.tenantId', '=', work.base.tenantId)
    .where((eb) => eb.or([eb('providers.enabled', '=', true), eb('providerLinks.id', 'is not', null)]))
    .orderBy('providers.nameKey')
    .orderBy('providers.id')
    .execute()
  return rows.map(({ id, name, enabled, linkId }) => ({ id, name, enabled, linked: linkId !== null }))
}
