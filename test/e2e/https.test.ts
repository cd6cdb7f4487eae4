import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freePort, type Instance, startInstance } from '../instance.ts'
import { type Certificate, makeCertificate } from './certificate.ts'
import { addUser, createApplication, owner, setUpOwner, signInToConsole } from './console.ts'
import { type Desk, nameOneself, numberOn, openDesk } from './desk.ts'
import { look, pictureAll } from './look.ts'
import { openPhone, type Phone } from './phone.ts'

const host = 'id.northwind.test'

/** The story's first half at an https address with a name of its own, on phones that have a fingerprint reader. */
describe('the story over https', { timeout: 180_000, retry: 0 }, () => {
  let certificate: Certificate
  let instance: Instance
  let url: string
  let desk: Desk
  let ownersPhone: Phone
  let personsPhone: Phone

  beforeAll(async () => {
    certificate = await makeCertificate(host)
    const port = await freePort()
    url = `https://${host}:${port}`
    instance = await startInstance({
      port,
      build: true,
      env: {
        LATCHKEY_URL: url,
        LATCHKEY_TLS_CERT: certificate.certFile,
        LATCHKEY_TLS_KEY: certificate.keyFile,
      },
    })
    const { switches } = certificate
    const phone = { origin: url, switches, fingerprint: true }
    ;[desk, ownersPhone, personsPhone] = await Promise.all([
      openDesk({ switches }),
      openPhone(phone),
      openPhone(phone),
    ])
  }, 240_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('https', desk, ownersPhone, personsPhone)
  })

  afterAll(async () => {
    for (const opened of [desk, ownersPhone, personsPhone, instance, certificate])
      await opened?.[Symbol.asyncDispose]()
  }, 60_000)

  const nothingBroke = () => {
    for (const { watch } of [desk, ownersPhone, personsPhone]) expect(watch.complaints).toEqual([])
  }

  test('the owner sets it up, and enrols a phone by its link with a fingerprint', async () => {
    const { page } = desk
    expect(instance.line).toContain(`${url}/setup`)
    await page.goto(`${url}/`)
    await setUpOwner(page, instance.setupCode ?? '')
    await page.getByRole('img', { name: /^Setup code/ }).waitFor()
    await look(page, 'https-setup-enrol')
    const link = await page.getByRole('link', { name: 'Open the app on this computer' }).getAttribute('href')
    expect(link).toContain(`${url}/app/claim#`)
    await ownersPhone.enrol(link ?? '', { name: "Ingrid's phone" })
    await page.getByRole('heading', { name: 'Latchkey is set up' }).waitFor()
    nothingBroke()
  })

  test('the cookies are bound to the host, and the finger alone approves', async () => {
    const { page } = desk
    await signInToConsole(page, ownersPhone, owner.email, null)
    const cookies = await desk.context.cookies()
    for (const cookie of cookies) expect(cookie).toMatchObject({ secure: true, httpOnly: true, domain: host })
    // A browser takes a cookie of such a name only for the one host and every path of it.
    expect(cookies.filter(({ name }) => name.startsWith('__Host-')).length).toBeGreaterThan(0)
    nothingBroke()
  })

  test('a person is added and enrols, and a test sign-in to an application works', async () => {
    const { page } = desk
    await addUser(page, { first: 'Jonas', last: 'Sato', email: 'jonas@northwind.example' })
    await page.getByRole('button', { name: 'Issue claim code' }).click()
    const code = await page.getByRole('region', { name: 'Setup code' }).locator('code').first().textContent()
    await personsPhone.enrol(code ?? '', { name: "Jonas's phone" })
    await page.getByText("Jonas's phone enrolled").waitFor()
    await createApplication(page, 'Payroll', 'https://payroll.northwind.test/callback')
    await page.getByRole('button', { name: 'Test sign-in' }).click()
    await page.getByRole('button', { name: 'Start' }).click()
    await nameOneself(page, owner.email)
    await ownersPhone.approve(await numberOn(page))
    await page.getByText('The sign-in works').waitFor()
    nothingBroke()
  })
})
