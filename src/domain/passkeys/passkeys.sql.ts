import type { Selectable } from 'kysely'
import type { PasskeyId, SessionId, UserId } from '#contract/ids.ts'
import type { Passkey } from '#contract/passkeys.ts'
import { newId } from '#platform/id.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

export type PasskeyRow = Omit<Selectable<Tables['passkeys']>, 'tenantId'>

const columns = [
  'id',
  'userId',
  'credentialId',
  'publicKey',
  'counter',
  'synced',
  'transports',
  'name',
  'createdAt',
  'lastUsedAt',
  'copiedAt',
] as const

const select = (work: Work) =>
  work.db.selectFrom('passkeys').select(columns).where('tenantId', '=', work.base.tenantId)

/** Oldest first. */
export function passkeysOf(work: Work, userId: UserId): Promise<PasskeyRow[]> {
  return select(work).where('userId', '=', userId).orderBy('createdAt').orderBy('id').execute()
}

/** By the id that its authenticator gave it. The row is held until the unit ends: of two uses at once the second sees the first's counter. */
export function lockByCredential(work: Work, credentialId: string): Promise<PasskeyRow | undefined> {
  return select(work).where('credentialId', '=', credentialId).forUpdate().executeTakeFirst()
}

/** Whether it is what verifies the person on a phone of theirs, which signs nobody in. */
export async function isDeviceCredential(work: Work, credentialId: string): Promise<boolean> {
  const device = await work.db
    .selectFrom('devices')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('waCredentialId', '=', credentialId)
    .limit(1)
    .executeTakeFirst()
  return device !== undefined
}

/** @returns undefined where somebody has that credential already */
export async function insertPasskey(
  work: Work,
  passkey: Pick<
    PasskeyRow,
    'userId' | 'credentialId' | 'publicKey' | 'counter' | 'synced' | 'transports' | 'name'
  >,
): Promise<PasskeyRow | undefined> {
  return work.db
    .insertInto('passkeys')
    .values({
      ...passkey,
      tenantId: work.base.tenantId,
      // A new id carries its brand from here on.
      id: newId(work.now) as PasskeyId,
      createdAt: work.now,
      lastUsedAt: null,
      copiedAt: null,
    })
    .onConflict((conflict) => conflict.columns(['tenantId', 'credentialId']).doNothing())
    .returning(columns)
    .executeTakeFirst()
}

export function changePasskey(
  work: Work,
  { userId, passkeyId }: { userId: UserId; passkeyId: PasskeyId },
  change: Partial<Pick<PasskeyRow, 'name' | 'counter' | 'lastUsedAt' | 'copiedAt'>>,
): Promise<PasskeyRow | undefined> {
  return work.db
    .updateTable('passkeys')
    .set(change)
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('id', '=', passkeyId)
    .returning(columns)
    .executeTakeFirst()
}

/** @returns what it was called; undefined where it is gone, or was never theirs */
export async function deletePasskey(
  work: Work,
  { userId, passkeyId }: { userId: UserId; passkeyId: PasskeyId },
): Promise<{ name: string } | undefined> {
  return work.db
    .deleteFrom('passkeys')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('id', '=', passkeyId)
    .returning('name')
    .executeTakeFirst()
}

export function deletePasskeysOf(work: Work, userId: UserId): Promise<{ id: PasskeyId; name: string }[]> {
  return work.db
    .deleteFrom('passkeys')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .returning(['id', 'name'])
    .execute()
}

/**
 * Whether an application that is open to this person accepts nothing less than a passkey. One from which they were removed counts as well:
 * what they may add meanwhile opens it once access is restored.
 */
export async function isAskedByApplication(work: Work, { userId }: { userId: UserId }): Promise<boolean> {
  const { tenantId } = work.base
  const one = await work.db
    .selectFrom('applications')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('passkeyRequired', '=', true)
    .where('enabled', '=', true)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('access', '=', 'everyone'),
        exists(
          selectFrom('accounts')
            .select('accounts.id')
            .where('accounts.tenantId', '=', tenantId)
            .where('accounts.userId', '=', userId)
            .whereRef('accounts.applicationId', '=', 'applications.id'),
        ),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return one !== undefined
}

/**
 * Whether the provider that this session began through proves more than a password did. A link that was made in the middle of a sign-in
 * may have been proved by the password alone (whoever used their phone for it still has that), and of a merged one nobody knows. What a
 * person links for themselves is guarded when they do.
 */
export async function cameByStrongLink(
  work: Work,
  { sessionId }: { sessionId: SessionId },
): Promise<boolean> {
  const links = await work.db
    .selectFrom('sessions as s')
    .innerJoin('providerLinks as l', (join) =>
      join
        .onRef('l.tenantId', '=', 's.tenantId')
        .onRef('l.userId', '=', 's.userId')
        .onRef('l.providerId', '=', 's.providerId'),
    )
    .select('l.linkedBy')
    .where('s.tenantId', '=', work.base.tenantId)
    .where('s.id', '=', sessionId)
    .execute()
  // Which of several at one provider it was is not kept.
  return links.length > 0 && links.every(({ linkedBy }) => linkedBy !== 'proof' && linkedBy !== 'merge')
}

export const toPasskey = ({ id, name, synced, createdAt, lastUsedAt }: PasskeyRow): Passkey => ({
  id,
  name,
  synced,
  createdAt,
  lastUsedAt,
})
