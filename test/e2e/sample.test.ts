import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginSample, fillSample } from '#domain/sample/fill.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { type Desk, openDesk } from './desk.ts'
import { type LiveHouse, openLiveHouse } from './live-house.ts'
import { look } from './look.ts'

/** The console over sample data: what somebody who only looks around sees. */
describe('sample data', { timeout: 180_000, retry: 0 }, () => {
  let live: LiveHouse
  let desk: Desk

  beforeAll(async () => {
    live = await openLiveHouse('console')
    const { house, origin } = live
    const owner = await house.addOwner({ firstName: 'Kim', lastName: 'Lee' })
    await house.work(null, beginSample)
    await fillSample(house.ground, house.tenancy, new AbortController().signal)
    desk = await openDesk()
    const { token } = await house.addSession(owner.id)
    await desk.context.addCookies([{ name: sessionCookieName(house.tenancy), value: token, url: origin }])
  }, 180_000)

  afterAll(async () => {
    await desk?.[Symbol.asyncDispose]()
    await live?.[Symbol.asyncDispose]()
  })

  test('the overview says so, and the list and a person are full', async () => {
    const { page } = desk
    await page.goto(`${live.origin}/admin`)
    await page.getByText('Sample data').waitFor()
    await look(page, 'sample-overview')

    await page.goto(`${live.origin}/admin/users`)
    const rows = page.getByRole('table', { name: 'Users' }).locator('tbody tr')
    await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(25)
    await look(page, 'sample-users')

    await page.goto(`${live.origin}/admin/users?q=jsmith`)
    await page.getByRole('link', { name: 'John Smith' }).first().waitFor()
    await page.getByRole('link', { name: 'Joanna Smith' }).first().waitFor()
    await look(page, 'sample-jsmith')

    await page.goto(`${live.origin}/admin/users?q=j.mueller@acme.example`)
    await page.getByRole('link', { name: 'Jürgen Müller-Lüdenscheidt' }).first().click()
    await page.getByRole('heading', { name: 'Jürgen Müller-Lüdenscheidt', level: 1 }).waitFor()
    await page.getByText('Devices').first().waitFor()
    await look(page, 'sample-person')
  })
})
