import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { fillPerson } from '../full-person.ts'
import type { TestUser } from '../harness.ts'
import { givePassword, setPolicy } from '../passwords.ts'
import { stretch } from './app-stretch.ts'
import { type Desk, openDesk } from './desk.ts'
import { goSurely } from './go-surely.ts'
import { type LiveHouse, openLiveHouse } from './live-house.ts'
import { pictureAll } from './look.ts'

/** The console, the account page and the sign-in pages in words that are longer and run from right to left. */
describe('under other languages', { timeout: 120_000, retry: 0 }, () => {
  let live: LiveHouse
  let desk: Desk
  let page: Page
  let owner: TestUser
  let kim: TestUser

  beforeAll(async () => {
    live = await openLiveHouse('console', 'account')
    const { house } = live
    house.setNow(new Date())
    owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad', email: 'ingrid@acme.com' })
    kim = await house.addUser({ firstName: 'Kim', lastName: 'Lindqvist', email: 'kim@acme.com' })
    await givePassword(house, owner, 'quiet river under the bridge')
    await fillPerson(house, kim, owner)
    await house.db
      .updateTable('providers')
      .set({
        settings: JSON.stringify({
          protocol: 'oidc',
          issuer: 'https://id.example.com',
          clientId: 'latchkey',
          scopes: [],
        }),
      })
      .execute()
    house.setSms({ countries: ['GB'], perDay: 100 })
    await setPolicy(
      house,
      {
        order: ['phone', 'passkey', 'password', 'provider'],
        secondFactor: 'none',
        mailCodes: true,
        smsCodes: true,
        keepSignedIn: true,
      },
      'sign-in',
    )
    desk = await openDesk()
    page = desk.page
    await signInAs(owner)
    desk.context.setDefaultTimeout(60_000)
  }, 120_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('layout', desk)
  })

  afterAll(async () => {
    await desk?.[Symbol.asyncDispose]()
    await live?.[Symbol.asyncDispose]()
  })

  async function signInAs(user: TestUser) {
    const { token } = await live.house.addSession(user.id)
    const name = sessionCookieName(live.house.tenancy)
    await desk.context.addCookies([{ name, value: token, url: live.origin }])
  }

  async function fits(name: string) {
    const faults = await stretch(page, {
      widths: [1440, 390, 320],
      directions: ['rtl'],
      name: `layout-${name.replaceAll(/[0-9a-f-]{36}/g, 'id')}`,
    })
    expect.soft(faults, name).toEqual([])
  }

  const go = (path: string) => page.goto(`${live.origin}${path}`)

  test('the console', async () => {
    const person = `/admin/users/${kim.id}`
    const { id: applicationId } = await live.house.db
      .selectFrom('applications')
      .select('id')
      .executeTakeFirstOrThrow()
    const { id: providerId } = await live.house.db
      .selectFrom('providers')
      .select('id')
      .executeTakeFirstOrThrow()
    const { id: caseId } = await live.house.db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
    for (const path of [
      '/admin',
      '/admin/users',
      '/admin/users?open=new',
      person,
      `${person}?open=unregister`,
      `${person}?open=lost-phone`,
      `${person}?open=override`,
      `${person}/why`,
      `${person}/merge?into=${owner.id}`,
      '/admin/applications',
      '/admin/applications?open=new',
      `/admin/applications/${applicationId}`,
      '/admin/providers',
      `/admin/providers/${providerId}`,
      '/admin/cases',
      `/admin/cases/${caseId}`,
      ...['password', 'sign-in', 'session', 'devices', 'people', 'texts', 'admins'].map(
        (section) => `/admin/settings?section=${section}`,
      ),
    ]) {
      await go(path)
      await page.getByRole('heading').first().waitFor()
      if (path.includes('open='))
        await page.getByRole('dialog').or(page.getByRole('alertdialog')).first().waitFor()
      await settled()
      await fits(path)
    }
  })

  test('dialogs of the console', async () => {
    await go(`/admin/users/${kim.id}`)
    await page.getByRole('button', { name: 'Suspend User' }).click()
    await page.getByRole('dialog').waitFor()
    await fits('suspend')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Person, page or act' }).fill('kim')
    await fits('palette')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Person, page or act' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await fits('shortcuts')
  })

  test('the bar of the console, while a bulk act waits', async () => {
    await live.house.db.updateTable('jobs').set({ state: 'paused' }).execute()
    await go('/admin')
    await page.getByRole('heading', { name: 'Signed in lately' }).waitFor()
    await page.getByRole('link', { name: /paused$/ }).waitFor()
    await fits('bar')
    await page.setViewportSize({ width: 320, height: 700 })
    await page.getByRole('button', { name: 'Open navigation' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Users' }).click()
    await page.getByRole('heading', { name: 'Users' }).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('the account page', async () => {
    await signInAs(kim)
    for (const path of [
      '/account',
      '/account?open=password',
      '/account?open=contact',
      '/account?open=email',
      '/account?open=add-passkey',
    ]) {
      await go(path)
      await page.getByRole('heading', { name: 'Your account' }).waitFor()
      if (path.includes('open=')) await page.getByRole('dialog').first().waitFor()
      await settled()
      await fits(path)
    }
  })

  test('the sign-in pages', async () => {
    const { house } = live
    await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', kim.id).execute()
    const heading = (name: string) => page.getByRole('heading', { name }).waitFor()
    const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click()
    house.setNow(new Date())
    await go('/sign-in?to=/account&as=other')
    await heading('Sign in to')
    await fits('email')
    await page.getByLabel('Email').fill('kim')
    await page.getByLabel('Email').fill(kim.email)
    await press('Continue')
    await heading('Check your phone')
    await fits('waiting')
    const address = page.url()
    house.advance(21)
    await page.reload()
    await page.getByRole('button', { name: 'Passcode from your administrator' }).waitFor()
    await fits('waiting, other ways')
    await goSurely(page, `${address}?show=qr`)
    await heading('Scan with your app')
    await fits('code to scan')
    await press('Use a passkey')
    await heading('Use your passkey')
    await fits('passkey')
    await press('Use your password')
    await heading('Enter your password')
    await fits('password')
    await page.getByLabel('Password', { exact: true }).fill('not this one at all')
    await press('Sign in')
    await page.getByText('That email and password don’t match.').waitFor()
    await fits('wrong password')
    await press('Passcode from your administrator')
    await heading('Passcode from your administrator')
    await page.getByLabel('Passcode').fill('ABCDE-12345')
    await press('Continue')
    await page.getByText('That code didn’t work.').waitFor()
    await fits('override')
    await press('Get a code by email')
    await heading('Enter the code we sent you')
    await fits('code')
    house.advance(601)
    await page.reload()
    await heading('That code is over')
    await fits('code over')
    await go('/sign-in?to=/account&as=other')
    await page.getByLabel('Email').fill('nobody@acme.com')
    await press('Continue')
    await heading('Check your phone')
    house.advance(130)
    await page.reload()
    await heading('We couldn’t start this sign-in')
    await fits('ended')
    for (const path of ['/help', '/password/forgot']) {
      await go(path)
      await page.getByRole('heading').first().waitFor()
      await fits(path)
    }
  })

  /** What the page asked its server for has come. */
  async function settled() {
    await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
  }
})
