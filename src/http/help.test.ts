import { expect } from 'vitest'
import { helpEntries, nothingKnown } from '#contract/help.ts'
import {
  getSettings,
  updatePasswordPolicy,
  updateSessionPolicy,
  updateSignInPolicy,
} from '#contract/settings.ts'
import { webHelpEntries } from '#contract/web-help.ts'
import { type House, test } from '../../test/harness.ts'

const none = { params: {}, body: {} }
const helpOf = async (house: House) => {
  const page = await house.app.request(`${house.tenancy.baseUrl}/help`)
  expect(page.status).toBe(200)
  return (await page.text()).replaceAll('&quot;', '"')
}

test('the page says what the app says, and every entry ends with whom to ask', async ({ house }) => {
  const page = await helpOf(house)
  const entries = [...helpEntries('en')(nothingKnown), ...webHelpEntries('en')(nothingKnown)]
  for (const { id, title } of entries) {
    expect(page).toContain(`<h2 id="${id}">${title.replaceAll("'", '’')}</h2>`)
    expect(page).toContain(`<a href="#${id}">`)
  }
  expect(page.split('Contact your IT administrator.</p>').length - 1).toBe(entries.length)
  for (const words of [
    'Administrative Override: a one-time passcode',
    'Allow notifications for Latchkey in the phone’s settings.',
    'Check the internet connection',
    'Close the app completely and open it again.',
    'Restart the phone.',
    'the phone’s camera app won’t work for sign-in codes',
    '15–30 cm (6–12 inches)',
    'Clean the lens of the camera.',
    'brighter',
    'Contact your IT administrator if you believe this was in error.',
  ])
    expect(page).toContain(words)
})

test('nobody is sent to a way that the organisation does not offer', async ({ house }) => {
  house.setSms({ countries: ['DE'], perDay: 100 })
  const call = house.as(await house.addOwner())
  const before = await helpOf(house)
  expect(before).not.toContain('by SMS')
  expect(before).toContain('Didn’t get reset email')
  expect(before).toContain('after 12 hours, after 30 minutes without activity')
  const settings = await call(getSettings, none)
  const change = { params: {}, ifMatch: 0 }
  await call(updateSignInPolicy, {
    ...change,
    body: { ...settings['sign-in'].value, smsCodes: true, overrides: false },
  })
  await call(updatePasswordPolicy, { ...change, body: { ...settings.password.value, allowed: 'no' } })
  await call(updateSessionPolicy, {
    ...change,
    body: { ...settings.session.value, lifetimeHours: 1, idleMinutes: 60 },
  })
  const after = await helpOf(house)
  expect(after).toContain('or a code by SMS.')
  expect(after).not.toContain('Administrative Override')
  expect(after).not.toContain('Didn’t get reset email')
  expect(after).toContain('after one hour, after one hour without activity')
})

test('a page says which language it is in, and which way that is read', async ({ house }) => {
  const url = `${house.tenancy.baseUrl}/help`
  for (const wanted of ['en-GB', 'ar;q=0.9, *']) {
    const page = await house.app.request(url, { headers: { 'accept-language': wanted } })
    expect(await page.text()).toContain('<html lang="en" dir="ltr"')
  }
})
