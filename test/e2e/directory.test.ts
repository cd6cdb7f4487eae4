import { createServer } from 'node:net'
import { serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { createApp } from '#http/create-app.ts'
import { startJobRunner } from '#jobs/run-jobs.ts'
import { doors } from '../../src/doors.ts'
import { builtFrontEnd } from '../front-ends.ts'
import { createHouse, type House, type TestUser } from '../harness.ts'
import { type Desk, openDesk } from './desk.ts'
import { look } from './look.ts'

/** The users area in a real browser, on a real server: found, filtered, ticked and acted on, by the keyboard as well. */
describe('the directory', { timeout: 180_000, retry: 0 }, () => {
  let house: House
  let desk: Desk
  let page: Page
  let kim: TestUser
  let origin: string
  const undo: (() => unknown)[] = []

  beforeAll(async () => {
    const folder = await builtFrontEnd('console')
    const port = await freePort()
    origin = `http://localhost:${port}`
    const opened = await createHouse({ address: origin })
    house = opened.house
    undo.push(opened.close)
    const app = createApp({ ...house.edge, folders: { console: folder, account: null, app: null } }, doors)
    const server = serve({ fetch: app.fetch, port })
    undo.push(() => server.close())
    const { ground, log, tenants } = house.edge
    undo.push(startJobRunner({ ground, log, findTenancy: tenants.byId }).stop)

    const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad', email: 'ingrid@acme.com' })
    kim = await house.addUser({ firstName: 'Kim', lastName: 'Lindqvist', email: 'kim@acme.com' })
    for (let at = 0; at < 30; at++)
      await house.addUser({ firstName: 'John', lastName: `Smith ${at}`, email: `smith.j${at}@acme.com` })
    for (let at = 0; at < 3; at++)
      await house.addUser({ firstName: 'Mei', lastName: `Sato ${at}`, status: 'invited' })

    desk = await openDesk()
    undo.push(() => desk[Symbol.asyncDispose]())
    const { token } = await house.addSession(owner.id)
    await desk.context.addCookies([{ name: sessionCookieName(house.tenancy), value: token, url: origin }])
    page = desk.page
  }, 180_000)

  afterAll(async () => {
    for (const step of undo.toReversed()) await step()
  })

  const rows = () => page.getByRole('table', { name: 'Users' }).locator('tbody tr')

  test('a list of everybody, page by page', async () => {
    await page.goto(`${origin}/admin/users`)
    await page.getByText('1–25 of 35').waitFor()
    await look(page, 'users-list')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('26–35 of 35').waitFor()
    await page.goBack()
    await page.getByText('1–25 of 35').waitFor()
    for (const width of [768, 320]) {
      await page.setViewportSize({ width, height: 800 })
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(excess, `${width} px`).toBeLessThanOrEqual(0)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('a person is found and opened by the keyboard alone', async () => {
    await page.goto(`${origin}/admin/users`)
    await rows().first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('lindqvist')
    await expect.poll(() => rows().count(), { timeout: 15_000 }).toBe(1)
    await look(page, 'users-found')
    expect(await page.locator('mark').first().textContent()).toBe('Lindqvist')
    await page.keyboard.press('Escape')
    await expect.poll(() => rows().count(), { timeout: 15_000 }).toBe(25)
    await page.keyboard.type('kim@acme.com')
    await expect.poll(() => rows().count(), { timeout: 15_000 }).toBe(1)
    // Out of the field, where letters are text.
    await page.keyboard.press('Tab')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: kim.name, level: 1 }).waitFor()
  })

  test('the palette finds the same person from anywhere', async () => {
    await page.goto(`${origin}/admin`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Person, page or act' }).fill('kim lind')
    await page.getByRole('option', { name: /Kim Lindqvist/ }).waitFor()
    await look(page, 'palette', { layer: true })
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: kim.name, level: 1 }).waitFor()
  })

  test('filters stand in the address, and a link opens the same list', async () => {
    await page.goto(`${origin}/admin/users`)
    await page.getByRole('button', { name: 'Invited', exact: true }).click()
    await page.getByText('3 people match').waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await look(page, 'users-filters', { layer: true })
    await page.getByRole('dialog').getByRole('button', { name: 'Signed in' }).click()
    await page.getByRole('radio', { name: 'Never' }).check()
    await page.keyboard.press('Escape')
    await page.getByText('Signed in: Never').waitFor()
    const address = page.url()
    expect(new URL(address).search).toBe('?status=invited&signedIn=never')
    await page.goto('about:blank')
    await page.goto(address)
    await page.getByText('3 people match').waitFor()
  })

  test('a bulk act is looked at first, goes on by itself and tells how it went', async () => {
    await page.goto(`${origin}/admin/users?status=invited`)
    await page.getByText('3 people match').waitFor()
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
    await look(page, 'users-selected')
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Deactivate…' }).click()
    await page.getByText('will be done').waitFor()
    await look(page, 'bulk-deactivate', { layer: true })
    await page.getByRole('textbox', { name: 'Reason' }).fill('Joined the wrong company')
    await page.getByRole('button', { name: 'Deactivate 3 people' }).click()
    await page.getByRole('progressbar', { name: 'Deactivating users' }).waitFor()
    await page.getByText('Finished', { exact: true }).waitFor()
    await page.getByText('3 deactivated').waitFor()
    await look(page, 'bulk-job')
    await page.goto(`${origin}/admin/users?status=deactivated`)
    await page.getByText('3 people match').waitFor()
  })

  test('nothing broke in the browser on the way', () => {
    expect(desk.watch.complaints).toEqual([])
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, 'localhost', () => {
        const address = probe.address()
        probe.close(() =>
          typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
        )
      })
  })
}
