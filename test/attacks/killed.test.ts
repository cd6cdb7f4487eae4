import { sql } from 'kysely'
import { expect } from 'vitest'
import { getMe } from '#contract/me.ts'
import { staged } from '../harness.ts'
import { addLink, addPassword, addPhone, addProvider, merge, preview } from '../holdings.ts'
import { outsideOfUnits } from '../phone-harness.ts'
import { everything } from './world.ts'

staged(
  'a merge that is killed in the middle has not happened, and the next one does all of it',
  async ({ house }) => {
    const owner = await house.addOwner()
    const [double, kept] = [await house.addUser(), await house.addUser()]
    await addPassword(house, double)
    await addPhone(house, double)
    await addLink(house, double, await addProvider(house))
    await house.addSession(double.id)
    await house.as(owner)(getMe, { params: {}, body: {} })
    const before = await everything(house)
    const waiting: { merge?: Promise<unknown> } = {}
    await house.work(null, async (work) => {
      // Among the last rows that it touches.
      await sql`select from sessions where user_id = ${double.id} for update`.execute(work.db)
      waiting.merge = merge(house, owner, double, kept).catch((error: unknown) => error)
      await house.untilBlocked()
      await outsideOfUnits(() =>
        sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(house.db),
      )
      expect(await waiting.merge).toMatchObject({ name: 'Problem' })
    })
    expect(await everything(house)).toEqual(before)
    expect((await preview(house, owner, double, kept)).sessions).toEqual({ moved: 1, ended: 0 })
    await merge(house, owner, double, kept)
    const left = await house.db.selectFrom('users').select('id').where('adminRole', 'is', null).execute()
    expect(left).toEqual([{ id: kept.id }])
  },
)
