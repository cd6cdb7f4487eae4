import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import { sha256 } from '#platform/hash.ts'
import { staged } from '../../../test/harness.ts'
import { consumeItem, deleteGrant, findItem, type NewItem, putItems } from './items.sql.ts'

staged(
  'one who finds a code spent and one who ends its grant at that moment do not refuse each other',
  async ({ house }) => {
    const { ground, tenancy } = house
    const grantId = sha256('grant')
    const item = (model: string): NewItem => ({
      model,
      id: model === 'Grant' ? grantId : sha256(model),
      grantId,
      sessionId: null,
      userId: null,
      clientId: null,
      payload: {},
      expiresAt: null,
    })
    await putItems(ground, tenancy, ['Grant', 'AuthorizationCode', 'AccessToken'].map(item))
    const code = { model: 'AuthorizationCode', id: sha256('AuthorizationCode') }

    // Somebody spends the code, and has not committed yet.
    const winner = new pg.Client({ connectionString: house.url ?? '' })
    await winner.connect()
    onTestFinished(() => winner.end())
    await winner.query('begin')
    await winner.query(`update oidc_items set consumed_at = now() where model = $1 and id = $2`, [
      code.model,
      code.id,
    ])
    const second = consumeItem(ground, tenancy, code)
    await untilWaiting(house.url, 1)
    const ends = deleteGrant(ground, tenancy, grantId)
    await untilWaiting(house.url, 2)
    await winner.query('commit')

    expect(await second).toBe(false)
    await ends
    expect(await findItem(ground, tenancy, 'AccessToken', sha256('AccessToken'))).toBeUndefined()
  },
)

async function untilWaiting(url: string | null, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url ?? '' })
  await client.connect()
  try {
    for (;;) {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if ((rowCount ?? 0) >= count) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  } finally {
    await client.end()
  }
}
