import { Hono } from 'hono'
import { expect } from 'vitest'
import { createSubscriptions } from '#platform/local-hub.ts'
import { test } from '../../test/harness.ts'
import type { Env } from './edge.ts'
import { waitStream } from './wait-stream.ts'
import { createWatch } from './watch.ts'

test('after a gap every page looks again, a few at a time, and whoever left does not', async ({ house }) => {
  const subscriptions = createSubscriptions(house.edge.log)
  const watch = createWatch({ ...house.database.hub, ...subscriptions }, 'approval-request')
  const looked = new Map<string, number>()
  let [looking, most] = [0, 0]
  const app = new Hono<Env>().get('/:id', (c) => {
    const id = c.req.param('id')
    const look = async () => {
      looking += 1
      most = Math.max(most, looking)
      await new Promise((resolve) => setImmediate(resolve))
      looking -= 1
      const times = (looked.get(id) ?? 0) + 1
      looked.set(id, times)
      return { state: `${times}`, changesAt: new Date(house.now.getTime() + 120_000) }
    }
    return waitStream(house.edge, c, { watch, id, look })
  })
  const open = async (id: string) => {
    const response = await app.request(`/${id}`)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    if (!reader) throw new Error('a stream has a body')
    return reader
  }
  const pages = await Promise.all(Array.from({ length: 40 }, (_, index) => open(`page-${index}`)))
  for (const page of pages) expect((await page.read()).value).toContain('data: 1')
  const rest = pages.slice(0, -1)
  await pages.at(-1)?.cancel()
  subscriptions.reportGap()
  for (const page of rest) expect((await page.read()).value).toContain('data: 2')
  expect(most).toBeLessThanOrEqual(4)
  expect(looked.get('page-39')).toBe(1)
  await Promise.all(rest.map((page) => page.cancel()))
})
