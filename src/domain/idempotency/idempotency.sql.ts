import type { Work } from '../work.ts'

/**
 * Takes a key, or finds it taken. Whoever comes while another unit holds it waits for that one to end. A key whose day is over is
 * taken anew.
 */
export async function takeKey(
  work: Work,
  key: { keyHash: Uint8Array; requestHash: Uint8Array; pending: Uint8Array; expiredBefore: Date },
): Promise<boolean> {
  const { keyHash, requestHash, pending, expiredBefore } = key
  const taken = await work.db
    .insertInto('idempotencyKeys')
    .values({
      tenantId: work.base.tenantId,
      keyHash,
      requestHash,
      responseSealed: pending,
      createdAt: work.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'keyHash'])
        .doUpdateSet({ requestHash, responseSealed: pending, createdAt: work.now })
        .where('idempotencyKeys.createdAt', '<', expiredBefore),
    )
    .returning('keyHash')
    .executeTakeFirst()
  return taken !== undefined
}

export async function readKey(work: Work, keyHash: Uint8Array) {
  return work.db
    .selectFrom('idempotencyKeys')
    .select(['requestHash', 'responseSealed'])
    .where('tenantId', '=', work.base.tenantId)
    .where('keyHash', '=', Buffer.from(keyHash))
    .executeTakeFirstOrThrow()
}

export async function storeAnswer(
  work: Work,
  keyHash: Uint8Array,
  responseSealed: Uint8Array,
): Promise<void> {
  await work.db
    .updateTable('idempotencyKeys')
    .set({ responseSealed })
    .where('tenantId', '=', work.base.tenantId)
    .where('keyHash', '=', Buffer.from(keyHash))
    .returning('keyHash')
    .executeTakeFirstOrThrow()
}
