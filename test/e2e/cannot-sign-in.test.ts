import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '../harness.ts'
import { addPhone } from '../holdings.ts'
import { goSurely } from './go-surely.ts'
import { approveOn, type Journey, openJourney, readReference, setUpPhone, signInBy } from './journey.ts'
import { look, pictureAll } from './look.ts'

/** Somebody calls: "I can't get in." They read a code out; the administrator finds the reason and puts it right. */
describe('a person who cannot sign in', { timeout: 120_000, retry: 0 }, () => {
  let journey: Journey
  let kim: TestUser

  beforeAll(async () => {
    journey = await openJourney('console', 'account')
    kim = await journey.house.addUser({ firstName: 'Kim', lastName: 'Lindqvist', email: 'kim@acme.com' })
  }, 120_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureAll('cannot-sign-in', journey.console, journey.theirs)
  })

  afterAll(() => journey?.[Symbol.asyncDispose]())

  test('is found by the code on their screen, given a setup code, and in within a minute', async () => {
    const { house, origin, console, theirs } = journey
    // Their phone went with the taxi, and somebody removed it.
    const lost = await addPhone(house, kim)
    await house.db
      .updateTable('devices')
      .set({ state: 'removed', stateWhy: 'removed', removedAt: house.now, pushTarget: false })
      .where('id', '=', lost)
      .execute()
    journey.now()
    await goSurely(theirs.page, `${origin}/account`)
    await signInBy(theirs.page, kim.email, 'phone')
    await look(theirs.page, 'cannot-their-page')
    const code = await readReference(theirs.page)

    const begun = performance.now()
    const { page } = console
    await page.goto(`${origin}/admin`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('combobox', { name: 'Person, page or act' })
    // As one hears it on the phone.
    await palette.fill(code.toLowerCase().replaceAll('-', ' '))
    await page
      .getByRole('option', { name: /sign in/i })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: "Why can't they sign in?" }).waitFor()
    await page.getByText('They have no phone that can answer').first().waitFor()
    await page.getByText(kim.email).first().waitFor()
    const found = performance.now()
    await look(page, 'cannot-why')
    const looked = performance.now() - found

    await page.getByRole('button', { name: 'Issue setup code' }).first().click()
    const panel = page.getByRole('region', { name: 'Setup code' })
    const setup = (await panel.locator('code').first().textContent())?.trim() ?? ''
    const phone = await setUpPhone(house, kim, setup)
    await panel.getByText(/enrolled/).waitFor()
    await look(page, 'cannot-enrolled')

    await goSurely(theirs.page, `${origin}/account`)
    await signInBy(theirs.page, kim.email, 'phone')
    await approveOn(phone, theirs.page)
    await theirs.page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()
    expect(performance.now() - begun - looked).toBeLessThan(60_000)

    // Of the same code it is now said that nothing stands in the way.
    await page.goto(`${origin}/admin/why?reference=${code}`)
    await page.getByText('Nothing stands in the way').waitFor()
  })

  test('who was suspended is let back in by the button beside the reason', async () => {
    const { house, origin, console, theirs, owner } = journey
    const { page } = console
    const { deactivateUser } = await import('#contract/users.ts')
    await house.as(owner)(deactivateUser, { params: { userId: kim.id }, body: { kind: 'suspension' } })
    journey.now()
    await goSurely(theirs.page, `${origin}/account`)
    await signInBy(theirs.page, kim.email, 'phone')
    const code = await readReference(theirs.page)
    await page.goto(`${origin}/admin/why`)
    await page.getByLabel('Reference code').fill(code.slice(3).toLowerCase())
    await page.keyboard.press('Enter')
    await page.getByText('The user is deactivated.').first().waitFor()
    await page
      .getByRole('button', { name: /^Reactivate/ })
      .first()
      .click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Reactivate/ })
      .click()
    await page.getByText('Nothing stands in the way').waitFor()
    // The focus did not fall off the page with the button that was pressed.
    await page.waitForFunction(() => document.activeElement !== document.body)
  })

  test('nothing broke in the browsers on the way', () => {
    expect(journey.complaints()).toEqual([])
  })
})
