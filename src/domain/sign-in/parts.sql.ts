import type { DeviceId, LinkId, PasskeyId, ProviderId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** What a phone of this person may do; undefined where it is none of theirs. */
export async function findDeviceState(
  work: Work,
  { userId, deviceId }: { userId: UserId; deviceId: DeviceId },
): Promise<string | undefined> {
  const device = await work.db
    .selectFrom('devices')
    .select('state')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', deviceId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return device?.state
}

/** Whether a passkey of this person lets them in; undefined where it is none of theirs. */
export async function isPasskeyAccepted(
  work: Work,
  { userId, passkeyId }: { userId: UserId; passkeyId: PasskeyId },
): Promise<boolean | undefined> {
  const passkey = await work.db
    .selectFrom('passkeys')
    .select('copiedAt')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', passkeyId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return passkey && passkey.copiedAt === null
}

/** The provider that only this link leads to; undefined where the person has another link to it. */
export async function findLinkedProvider(
  work: Work,
  { userId, linkId }: { userId: UserId; linkId: LinkId },
): Promise<ProviderId | undefined> {
  const links = await work.db
    .selectFrom('providerLinks')
    .select(['id', 'providerId'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .execute()
  const gone = links.find((link) => link.id === linkId)
  const another = links.some((link) => link.id !== linkId && link.providerId === gone?.providerId)
  return another ? undefined : gone?.providerId
}

export async function findPasswordVersion(
  work: Work,
  { userId }: { userId: UserId },
): Promise<number | undefined> {
  const password = await work.db
    .selectFrom('passwords')
    .select('version')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return password?.version
}
