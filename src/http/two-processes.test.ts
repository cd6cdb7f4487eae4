import pg from 'pg'
import { expect } from 'vitest'
import { deactivateUser } from '#contract/users.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { Tables } from '#domain/tables.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import { connected, type House } from '../../test/harness.ts'
import { doors } from '../doors.ts'
import { createApp } from './create-app.ts'
import { createTenantDirectory } from './tenants.ts'

/** A second process on the same database: its own connections, caches and application. */
async function anotherProcess(house: House) {
  if (!house.url) throw new Error('two processes need PostgreSQL')
  const log = createLog({ level: 'error' }, () => {})
  const database = await openDatabase<Tables>({ kind: 'postgresql', url: house.url, poolSize: 4 }, log)
  const ground = { ...house.ground, database }
  const edge = { ...house.edge, ground, tenants: createTenantDirectory(ground, house.edge.configured) }
  return { app: createApp(edge, doors), database }
}

/** Ends every connection that listens for notices, as a network would, and waits until this process knows. */
async function cutNotices(house: House, { hub }: Database<Tables>): Promise<void> {
  const lost = new Promise<void>((resolve) => hub.onGap(resolve))
  const client = new pg.Client({ connectionString: house.url ?? '' })
  await client.connect()
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`,
  )
  await client.end()
  expect(rowCount).toBeGreaterThan(0)
  await lost
}

for (const notices of ['arrive', 'are cut off'] as const) {
  connected(
    `a deactivated person is refused by the other process at once, where notices ${notices}`,
    async ({ house }) => {
      const owner = await house.addOwner()
      const kim = await house.addAdmin('help-desk')
      const { token } = await house.addSession(kim.id)
      const { app, database } = await anotherProcess(house)
      const ask = (path: string) =>
        app.request(`${house.tenancy.baseUrl}${path}`, {
          headers: {
            host: new URL(house.tenancy.baseUrl).host,
            cookie: `${sessionCookieName(house.tenancy)}=${token}`,
          },
        })
      try {
        // Whatever that process keeps, it has by now.
        for (const path of ['/api/v1/me', `/api/v1/users/${owner.id}`])
          expect((await ask(path)).status).toBe(200)
        if (notices === 'are cut off') await cutNotices(house, database)
        await house.as(owner)(deactivateUser, { params: { userId: kim.id }, body: { kind: 'investigation' } })
        const begun = performance.now()
        for (const path of ['/api/v1/me', `/api/v1/users/${owner.id}`])
          expect((await ask(path)).status).toBe(401)
        expect(performance.now() - begun).toBeLessThan(1000)
      } finally {
        await database.close()
      }
    },
  )
}
