import { expect } from 'vitest'
import { changeEmail } from '#contract/emails.ts'
import { type House, test } from '../../test/harness.ts'
import { createBrowser } from '../../test/page-client.ts'

async function linkFor(house: House, kind: 'primary' | 'alias', email = 'new@example.com') {
  const owner = await house.addOwner()
  const kim = await house.addUser({ email: 'kim@example.com' })
  await house.as(owner)(changeEmail, { params: { userId: kim.id }, body: { email, kind } })
  const text = (await house.mails()).find((mail) => mail.to === email)?.text ?? ''
  const link = new URL(/https?:\S+/.exec(text)?.[0] ?? '')
  return { kim, path: `${link.pathname}${link.search}` }
}
const emailOf = async (house: House, id: string) =>
  (
    await house.db
      .selectFrom('users')
      .select('email')
      .where('id', '=', id as never)
      .executeTakeFirst()
  )?.email

test('opening the link shows the address and changes nothing; the button confirms it, once', async ({
  house,
}) => {
  const { kim, path } = await linkFor(house, 'primary')
  const browser = createBrowser(house)
  const page = await browser.open(path)
  expect(page).toMatchObject({ status: 200, heading: 'Confirm your address' })
  expect(page.text).toContain('new@example.com')
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('referrer-policy')).toBe('same-origin')
  expect(await emailOf(house, kim.id)).toBe('kim@example.com')
  const done = await browser.press(page, 'Confirm')
  expect(done).toMatchObject({ status: 200, heading: 'Address confirmed' })
  expect(await emailOf(house, kim.id)).toBe('new@example.com')
  expect(await browser.open(path)).toMatchObject({ heading: 'Address confirmed' })
  expect(await browser.press(page, 'Confirm')).toMatchObject({ heading: 'Address confirmed' })
  expect((await house.events()).filter((type) => type === 'user.email.changed')).toHaveLength(1)
})

test('a link that was made up, or is a day old, says so', async ({ house }) => {
  const { path } = await linkFor(house, 'alias')
  const browser = createBrowser(house)
  const over = { status: 410, heading: 'This link is not valid any more' }
  expect(await browser.open('/confirm-email?token=made-up')).toMatchObject(over)
  expect(await browser.open('/confirm-email')).toMatchObject(over)
  const page = await browser.open(path)
  house.advance(86_401)
  expect(await browser.press(page, 'Confirm')).toMatchObject(over)
})

test('a form of another site confirms nothing', async ({ house }) => {
  const { kim, path } = await linkFor(house, 'primary')
  const response = await createBrowser(house).send('/confirm-email', {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    body: path.slice(path.indexOf('?') + 1),
  })
  expect(response.status).toBe(403)
  expect(await emailOf(house, kim.id)).toBe('kim@example.com')
})

test('an address that is somebody else’s by now is told, and nothing changes', async ({ house }) => {
  const { kim, path } = await linkFor(house, 'primary')
  const browser = createBrowser(house)
  const page = await browser.open(path)
  await house.addUser({ email: 'new@example.com' })
  expect(await browser.press(page, 'Confirm')).toMatchObject({
    status: 409,
    heading: 'This address is in use',
  })
  expect(await emailOf(house, kim.id)).toBe('kim@example.com')
})
