import type { Work } from '../work.ts'
import type { Jwk, KeyUse, SigningKey } from './generate-signing-key.ts'

/** Keys that sign or still verify, the signing one first. */
export async function findKeys(work: Work, use: KeyUse, retiredAfter: Date): Promise<SigningKey[]> {
  const rows = await work.db
    .selectFrom('signingKeys')
    .select(['kid', 'alg', 'publicJwk', 'privateSealed', 'retiredAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('use', '=', use)
    .where((eb) => eb.or([eb('retiredAt', 'is', null), eb('retiredAt', '>', retiredAfter)]))
    .orderBy('retiredAt', (order) => order.desc().nullsFirst())
    .orderBy('createdAt', 'desc')
    .execute()
  return rows.map(({ kid, alg, publicJwk, privateSealed }) => ({
    kid,
    alg,
    publicJwk,
    privateJwk: JSON.parse(
      work.keys.unseal('signing-key', contextOf(work, kid), privateSealed).toString('utf8'),
    ) as Jwk,
  }))
}

export async function retireKeys(work: Work, use: KeyUse): Promise<void> {
  await work.db
    .updateTable('signingKeys')
    .set({ retiredAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('use', '=', use)
    .where('retiredAt', 'is', null)
    .execute()
}

export async function insertKey(work: Work, use: KeyUse, key: SigningKey): Promise<void> {
  const { kid, alg, publicJwk, privateJwk } = key
  await work.db
    .insertInto('signingKeys')
    .values({
      tenantId: work.base.tenantId,
      kid,
      use,
      alg,
      publicJwk: JSON.stringify(publicJwk),
      privateSealed: work.keys.seal('signing-key', contextOf(work, kid), JSON.stringify(privateJwk)),
      createdAt: work.now,
      retiredAt: null,
    })
    .executeTakeFirstOrThrow()
}

const contextOf = (work: Work, kid: string) => `${work.base.tenantId}:${kid}`
