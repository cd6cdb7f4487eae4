import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Instance, startInstance } from '../instance.ts'
import { emptyDatabase } from '../postgres.ts'
import { openUser, owner, setUpOwner, signInToConsole } from './console.ts'
import { type Desk, nameOneself, numberOn, openDesk } from './desk.ts'
import { goSurely } from './go-surely.ts'
import { look, pictureAll } from './look.ts'
import { openPhone, type Phone } from './phone.ts'

const pin = '480913'

/** How a sign-in can end, and what it has to survive; on PostgreSQL. */
describe('a sign-in', { timeout: 180_000, retry: 0 }, () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let instance: Instance
  let desk: Desk
  let phone: Phone
  const env = (): Record<string, string> => ({
    DATABASE_URL: database.url,
    LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64'),
  })

  beforeAll(async () => {
    database = await emptyDatabase()
    instance = await startInstance({ build: true, env: env() })
    ;[desk, phone] = await Promise.all([openDesk(), openPhone({ origin: instance.url })])
    const { page } = desk
    await page.goto(instance.url)
    await phone.enrol(await setUpOwner(page, instance.setupCode ?? ''), { name: 'Work phone' })
    await page.getByRole('heading', { name: 'Latchkey is set up' }).waitFor()
  }, 240_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('sign-in', desk, phone)
    await forgetLimits()
  })

  afterAll(async () => {
    for (const opened of [desk, phone, instance]) await opened?.[Symbol.asyncDispose]()
    await database?.drop()
  }, 60_000)

  /** The tests ask more often than anybody may. */
  const forgetLimits = () => query('delete from rate_limits')

  async function query(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(sql)
    await client.end()
  }

  const closeOnPhone = async () => {
    const close = phone.page.getByRole('button', { name: /^(Close|Try again on the computer)$/ })
    const tab = phone.page.getByRole('heading', { name: 'Requests' })
    // An approval closes by itself.
    await close.or(tab).waitFor()
    if (await close.isVisible()) await close.click({ timeout: 5000 }).catch(() => {})
    await tab.waitFor()
  }

  /** Begins afresh at the computer, up to the number. */
  async function begin(page = desk.page): Promise<string> {
    await desk.context.clearCookies({ name: /session/i })
    await goSurely(page, `${instance.url}/sign-in`)
    await nameOneself(page, owner.email)
    return numberOn(page)
  }

  const onPhone = () => phone.page.getByLabel('Type the number shown on your computer').waitFor()
  const says = (page: Desk['page'], text: string) => page.getByRole('heading', { name: text }).waitFor()

  /** A button that is deaf while a request has only just appeared. */
  async function press(name: string, leadsTo: string) {
    const button = phone.page.getByRole('button', { name, exact: true })
    await expect
      .poll(
        async () => {
          if (await button.isVisible()) await button.click({ timeout: 1000 }).catch(() => {})
          return phone.page.getByRole('heading', { name: leadsTo }).isVisible()
        },
        { timeout: 30_000, interval: 300 },
      )
      .toBe(true)
  }

  const nothingBroke = () => {
    for (const { watch } of [desk, phone]) expect(watch.complaints).toEqual([])
  }

  test('that is denied says so on both sides, and can be asked for again', async () => {
    await begin()
    await onPhone()
    await press('Deny', 'We stopped it.')
    await says(desk.page, 'The request was denied on your phone')
    await look(desk.page, 'sign-in-denied')
    await look(phone.page, 'app-denied', { only: 'narrow' })
    await closeOnPhone()
    await desk.page.getByRole('button', { name: 'Send again' }).click()
    await says(desk.page, 'Check your phone')
    await phone.approve(await numberOn(desk.page), pin)
    await desk.page.waitForURL(/\/admin/)
    await closeOnPhone()
    nothingBroke()
  })

  test('whose number is typed wrong is stopped on both sides', async () => {
    const number = await begin()
    await phone.approve(number === '10' ? '11' : '10', pin)
    await says(phone.page, "That wasn't the number. We stopped this sign-in.")
    await says(desk.page, 'That wasn’t the right number')
    await look(desk.page, 'sign-in-wrong-number')
    await look(phone.page, 'app-wrong-number', { only: 'narrow' })
    await closeOnPhone()
    nothingBroke()
  })

  test('that expires says so on both sides', async () => {
    await begin()
    await onPhone()
    await query(
      "update approval_requests set expires_at = now() - interval '1 second' where state = 'pending'",
    )
    await says(phone.page, 'This request has expired.')
    await look(phone.page, 'app-expired', { only: 'narrow' })
    await closeOnPhone()
    await desk.page.reload()
    await says(desk.page, 'We couldn’t start this sign-in')
    await look(desk.page, 'sign-in-unanswered')
    nothingBroke()
  })

  test('of a second tab takes the place of the first, and both sides say so', async () => {
    await begin()
    await onPhone()
    const tab = await desk.context.newPage()
    await tab.goto(`${instance.url}/sign-in`)
    await nameOneself(tab, owner.email)
    await says(desk.page, 'A newer sign-in took over')
    await look(desk.page, 'sign-in-superseded')
    await says(phone.page, 'A newer request took its place.')
    await look(phone.page, 'app-superseded', { only: 'narrow' })
    await phone.page.getByRole('button', { name: 'Close' }).click()
    await phone.approve(await numberOn(tab), pin)
    await tab.waitForURL(/\/admin/)
    await tab.close()
    await closeOnPhone()
    nothingBroke()
  })

  test('that is answered in one window of the app is over in the other', async () => {
    const number = await begin()
    await onPhone()
    const other = await phone.context.newPage()
    await other.goto(`${instance.url}/app/`)
    await other.getByLabel('Type the number shown on your computer').waitFor()
    await phone.page.bringToFront()
    await phone.approve(number, pin)
    await desk.page.waitForURL(/\/admin/)
    await other.bringToFront()
    await says(other, 'This request was answered on another device.')
    await look(other, 'app-answered-elsewhere', { only: 'narrow' })
    await other.close()
    nothingBroke()
  })

  test('may be open in two tabs, and whoever comes back to it is told that it is done', async () => {
    const number = await begin()
    const address = desk.page.url()
    const tab = await desk.context.newPage()
    await goSurely(tab, address)
    expect(await numberOn(tab)).toBe(number)
    await phone.approve(number, pin)
    const done = async (page: Desk['page']) =>
      page.url().includes('/admin') ||
      (await page.getByRole('heading', { name: 'You’re signed in' }).isVisible())
    await expect.poll(() => done(desk.page), { timeout: 30_000 }).toBe(true)
    await expect.poll(() => done(tab), { timeout: 30_000 }).toBe(true)
    // Whoever comes back to its address finds it done, and nothing to answer.
    await goSurely(tab, address)
    await says(tab, 'You’re signed in')
    await look(tab, 'sign-in-finished')
    await tab.close()
    await closeOnPhone()
    nothingBroke()
  })

  test('works without script, from the address to the session', async () => {
    await using plain = await openDesk({ javaScript: false })
    const { page } = plain
    await goSurely(page, `${instance.url}/sign-in`)
    await nameOneself(page, owner.email)
    await phone.approve(await numberOn(page), pin)
    await page.waitForURL(/\/admin/)
    await closeOnPhone()
    nothingBroke()
  })

  test('survives a server that is restarted while it waits', async () => {
    for (const { watch } of [desk, phone])
      watch.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/)
    const number = await begin()
    await onPhone()
    expect(await instance.stop()).toBe(0)
    instance = await startInstance({
      port: instance.port,
      dataFolder: instance.dataFolder,
      env: instance.env,
    })
    await phone.approve(number, pin)
    await desk.page.waitForURL(/\/admin/)
    await closeOnPhone()
    nothingBroke()
  })

  test('that is reported says so on both sides and to the administrators', async () => {
    await begin()
    await onPhone()
    await press("It's not me: deny and report", 'We stopped it and told your administrators.')
    await says(desk.page, 'This sign-in was reported')
    await look(desk.page, 'sign-in-reported')
    await look(phone.page, 'app-reported', { only: 'narrow' })
    await closeOnPhone()
    await signInToConsole(desk.page, phone, owner.email, pin)
    await openUser(desk.page, 'Ingrid Haddad')
    await desk.page.getByText('Reported', { exact: true }).first().waitFor()
    nothingBroke()
  })
})
