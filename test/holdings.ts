import { listUserEvents } from '#contract/audit.ts'
import type {
  AccountId,
  ApplicationId,
  DeviceId,
  LinkId,
  ProviderId,
  SessionId,
  UserId,
} from '#contract/ids.ts'
import { type MergePreview, mergeUsers, previewMerge } from '#contract/merging.ts'
import { sealPushSubscription } from '#domain/devices/push-subscription.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import type { House, TestUser } from './harness.ts'

/** What people have, put straight into the tables: how it comes about is tested where it does. */
export async function addApplication(
  house: House,
  name: string,
): Promise<{ id: ApplicationId; clientId: string }> {
  const id = newId() as ApplicationId
  await house.db
    .insertInto('applications')
    .values({
      tenantId: house.tenancy.tenantId,
      id,
      clientId: `client-${id}`,
      name,
      nameKey: name.toLowerCase(),
      kind: 'web',
      redirectUris: [],
      postLogoutRedirectUris: [],
      access: 'everyone',
      unknownAddress: 'neutral',
      sessionSeconds: 3600,
      approvalDigits: 2,
      passkeyRequired: false,
      createdAt: house.now,
      updatedAt: house.now,
    })
    .execute()
  return { id, clientId: `client-${id}` }
}

export async function addAccount(
  house: House,
  user: TestUser,
  applicationId: ApplicationId,
): Promise<string> {
  const subject = randomToken(16)
  await house.db
    .insertInto('accounts')
    .values({
      tenantId: house.tenancy.tenantId,
      id: newId() as AccountId,
      userId: user.id,
      applicationId,
      subject,
      status: 'active',
      createdAt: house.now,
    })
    .execute()
  return subject
}

export async function addToken(
  house: House,
  user: TestUser,
  { sessionId, clientId }: { sessionId: SessionId; clientId: string },
): Promise<Buffer> {
  const id = Buffer.from(randomToken(32))
  await house.db
    .insertInto('oidcItems')
    .values({
      tenantId: house.tenancy.tenantId,
      model: 'RefreshToken',
      id,
      sessionId,
      userId: user.id,
      clientId,
      payload: JSON.stringify({ accountId: user.id, clientId }),
    })
    .execute()
  return id
}

export async function addProvider(house: House, name = 'Google'): Promise<ProviderId> {
  const id = newId() as ProviderId
  await house.db
    .insertInto('providers')
    .values({
      tenantId: house.tenancy.tenantId,
      id,
      kind: 'google',
      name,
      nameKey: name.toLowerCase(),
      enabled: true,
      trusted: true,
      createsUsers: false,
      settings: '{}',
      createdAt: house.now,
      updatedAt: house.now,
    })
    .execute()
  return id
}

export async function addLink(
  house: House,
  user: TestUser,
  providerId: ProviderId,
  { subject = randomToken(16), email = null }: { subject?: string; email?: string | null } = {},
): Promise<LinkId> {
  const id = newId() as LinkId
  await house.db
    .insertInto('providerLinks')
    .values({
      tenantId: house.tenancy.tenantId,
      id,
      providerId,
      userId: user.id,
      subject,
      email,
      linkedAt: house.now,
      linkedBy: 'self',
    })
    .execute()
  return id
}

export async function addPassword(house: House, user: TestUser, { temporary = false } = {}): Promise<void> {
  await house.db
    .insertInto('passwords')
    .values({
      tenantId: house.tenancy.tenantId,
      userId: user.id,
      hash: `$argon2id$of-${user.id}`,
      pepperId: 'a',
      temporary,
      expiresAt: temporary ? new Date(house.now.getTime() + 86_400_000) : null,
      setAt: house.now,
    })
    .execute()
}

/** An active phone that push reaches. */
export async function addPhone(house: House, user: TestUser, name = 'Phone'): Promise<DeviceId> {
  const id = newId() as DeviceId
  const subscription = { endpoint: 'https://push.example/a', p256dh: 'p', auth: 'a' }
  const pushSubscriptionSealed = await house.work(null, async (work) =>
    sealPushSubscription(work, id, subscription),
  )
  await house.db
    .insertInto('devices')
    .values({
      tenantId: house.tenancy.tenantId,
      id,
      userId: user.id,
      jkt: randomToken(),
      publicJwk: '{}',
      did: `did:key:${randomToken(8)}`,
      state: 'active',
      name,
      platform: 'android',
      pushState: 'ok',
      pushSubscriptionSealed,
      pushTarget: true,
      pinMac: Buffer.alloc(32),
      enrolledAt: house.now,
      lastActiveAt: house.now,
    })
    .execute()
  return id
}

export const preview = (
  house: House,
  by: TestUser,
  source: Pick<TestUser, 'id'>,
  target: Pick<TestUser, 'id'>,
): Promise<MergePreview> =>
  house.as(by)(previewMerge, { params: { userId: source.id }, body: { targetId: target.id } })

/** As the wizard: looks first, and confirms what it saw. */
export async function merge(house: House, by: TestUser, source: TestUser, target: TestUser) {
  const { stamp } = await preview(house, by, source, target)
  return house.as(by)(mergeUsers, {
    params: { userId: source.id },
    body: { targetId: target.id, stamp, confirmation: ` ${source.email.toUpperCase()} ` },
  })
}

export async function eventsOf(house: House, by: TestUser, userId: UserId) {
  const { items } = await house.as(by)(listUserEvents, { params: { userId }, body: {} })
  return items
}
