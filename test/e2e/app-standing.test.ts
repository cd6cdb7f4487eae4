import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pausePushes } from '#domain/users/pause-pushes.ts'
import type { TestUser } from '../harness.ts'
import { askFor, claimFor } from '../phone-harness.ts'
import { stretch } from './app-stretch.ts'
import { keptOn } from './kept-on.ts'
import { type LiveHouse, openLiveHouse } from './live-house.ts'
import { look } from './look.ts'
import { openPhone, type Phone } from './phone.ts'

/** How a phone says that it stands, for everything that an organisation or another phone can do to it. */
const pin = '480913'
const looked = { only: 'narrow' } as const

let live: LiveHouse
let person: TestUser
let phone: Phone
let organisation: string

beforeAll(async () => {
  live = await openLiveHouse('app')
  const { house } = live
  organisation = house.tenancy.name
  person = await house.addUser({
    status: 'invited',
    firstName: 'Amara',
    lastName: 'Okafor',
    email: 'amara@northwind.example',
  })
  phone = await openPhone({ origin: live.origin })
  await phone.enrol((await claimFor(house, person)).link, { pin })
})
afterAll(async () => {
  await phone?.[Symbol.asyncDispose]()
  await live?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await device({ state: 'active', stateWhy: null, replacedAt: null, removeAt: null })
})

const device = (change: {
  state?: 'active' | 'pending' | 'suspended'
  stateWhy?: 'pin' | 'admin' | null
  replacedAt?: Date | null
  removeAt?: Date | null
}) => live.house.db.updateTable('devices').set(change).where('userId', '=', person.id).execute()

/** Opened anew: the phone asks how it stands. */
async function reopen(path = '/app/') {
  await phone.page.goto('about:blank')
  await phone.open(path)
}

async function says(text: string | RegExp, name: string) {
  const { page } = phone
  await page.getByText(text).first().waitFor()
  await look(page, name, looked)
  expect.soft(await stretch(page), name).toEqual([])
}

test('a phone that waits to be confirmed shows the code to read out', async () => {
  await device({ state: 'pending' })
  await reopen()
  await says(`${organisation} has to confirm this phone.`, 'pending')
  await phone.page.getByText(/^\d{3} \d{3}$/).waitFor()
})

test('a paused phone says why, and to whom to turn', async () => {
  await device({ state: 'suspended', stateWhy: 'pin' })
  await reopen()
  await says('This phone is paused. Contact your administrator.', 'suspended')
  await phone.page.getByText('The PIN was typed wrong too often.').waitFor()
})

test('a phone that was replaced asks whether it is in use, and stays when its person says so', async () => {
  const { page } = phone
  const now = Date.now()
  await device({ replacedAt: new Date(now), removeAt: new Date(now + 14 * 86_400_000) })
  await reopen('/app/#accounts')
  await says('Replaced?', 'replaced')
  await page.getByRole('link', { name: organisation }).click()
  await page.getByText('Is this phone still in use?').waitFor()
  await page.getByRole('button', { name: 'Keep this phone' }).click()
  await says('beside the phone that took its place', 'keep')
  await page.getByLabel('PIN').fill('161803')
  await page.getByRole('button', { name: 'Keep this phone' }).click()
  await page.getByText('That PIN is not right.').waitFor()
  await page.getByLabel('PIN').fill(pin)
  await page.getByRole('button', { name: 'Keep this phone' }).click()
  await page.getByRole('heading', { name: organisation, level: 1 }).waitFor()
  await expect.poll(() => page.getByText('Is this phone still in use?').count()).toBe(0)
  const [kept] = await live.house.db
    .selectFrom('devices')
    .select('replacedAt')
    .where('userId', '=', person.id)
    .execute()
  expect(kept).toEqual({ replacedAt: null })
})

test('alerts that are paused until an administrator resumes them are said to be', async () => {
  await live.house.work(null, (work) => pausePushes(work, { userId: person.id, until: null, why: 'report' }))
  await reopen()
  await says(`Alerts from ${organisation} are paused until your administrator resumes them.`, 'pause')
  await live.house.db
    .updateTable('users')
    .set({ pushesPausedUntil: null })
    .where('id', '=', person.id)
    .execute()
})

test('a new phone is let in by the six digits that it shows, and what that gives away is said', async () => {
  const { page } = phone
  await reopen()
  const asked = await askFor(live.house, person, { action: 'add-device', digits: 6, signInId: null })
  await says('Set up a new phone with your backup?', 'new-phone')
  await page.getByText('The new phone gets full access to your account').waitFor()
  await page.getByLabel('Type the six digits shown on the new phone').fill(asked.number)
  await expect
    .poll(async () => {
      await page
        .getByRole('button', { name: 'Approve' })
        .click({ timeout: 2000 })
        .catch(() => {})
      return page.getByRole('heading', { name: 'Enter your PIN' }).isVisible()
    })
    .toBe(true)
  await phone.typePin(pin)
  await page.getByRole('heading', { name: 'Approved. Return to the new phone.' }).waitFor()
})

test('another organisation’s wish to end the account is the person’s to answer', async () => {
  const { page } = phone
  const { db } = live.house
  const { identityId } = await db
    .selectFrom('users')
    .select('identityId')
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('identities')
    .set({ terminationAskedAt: new Date() })
    .where('id', '=', identityId ?? '')
    .execute()
  await reopen()
  await says('Another organisation asked to end your account here too.', 'termination asked')
  await page.getByRole('button', { name: 'Answer' }).click()
  await says('If you keep it, everything here stays as it is.', 'termination')
  await page.getByRole('button', { name: 'Keep my account' }).click()
  await page.getByRole('heading', { name: organisation, level: 1 }).waitFor()
  await expect.poll(() => page.getByRole('button', { name: 'Answer' }).count()).toBe(0)
})

test('the page that holds the keys makes no script of text', async () => {
  const { page } = phone
  await reopen()
  const refused = await page.evaluate(() => {
    const trial = (act: () => unknown) => {
      try {
        act()
        return 'done'
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error)
      }
    }
    const { trustedTypes } = window as unknown as {
      trustedTypes: { createPolicy(name: string, rules: object): unknown }
    }
    return [
      trial(() => {
        document.body.innerHTML += '<img src=x>'
      }),
      trial(() => {
        document.createElement('script').src = '/app/sw.js'
      }),
      trial(() => trustedTypes.createPolicy('another', {})),
      trial(() => trustedTypes.createPolicy('latchkey-worker', { createScriptURL: (text: string) => text })),
    ]
  })
  expect(refused).toEqual(['refused', 'refused', 'refused', 'refused'])
})

test('a phone that is reset without a network is as new, and still opens', async () => {
  const { page, context } = phone
  await reopen('/app/#reset')
  await context.setOffline(true)
  await page.getByLabel('Type reset app to confirm').fill('reset app')
  await page.getByRole('button', { name: 'Reset App' }).click()
  await page.getByRole('button', { name: 'Get started' }).waitFor()
  await reopen()
  await page.getByRole('button', { name: 'Get started' }).waitFor()
  expect(await keptOn(page)).toEqual({ enrolments: 0, identities: 0 })
})
