import type { Page } from 'playwright-core'
import type { RequestId } from '#contract/ids.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { answer, fetchChallenge } from '#phone/answer.ts'
import type { FrontEnd } from '../front-ends.ts'
import type { House, TestUser } from '../harness.ts'
import { type Enrolled, enrolPhone } from '../phone-harness.ts'
import { type Desk, openDesk } from './desk.ts'
import { openLiveHouse } from './live-house.ts'

/** An administrator at their desk and a person at another, in a house that is really served. */
export interface Journey extends AsyncDisposable {
  readonly house: House
  readonly origin: string
  readonly owner: TestUser
  /** Of the owner, who is signed in to the console. */
  readonly console: Desk
  /** Of the person. */
  readonly theirs: Desk
  readonly complaints: () => readonly string[]
  /** The house's clock stands still: this sets it to what the browsers' clocks say. */
  now(): void
}

export async function openJourney(...frontEnds: readonly FrontEnd[]): Promise<Journey> {
  const live = await openLiveHouse(...frontEnds)
  const { house, origin } = live
  const owner = await house.addOwner({ firstName: 'Ingrid', lastName: 'Haddad', email: 'ingrid@acme.com' })
  const [console, theirs] = await Promise.all([openDesk(), openDesk()])
  for (const { context } of [console, theirs]) context.setDefaultTimeout(20_000)
  const { token } = await house.addSession(owner.id)
  await console.context.addCookies([{ name: sessionCookieName(house.tenancy), value: token, url: origin }])
  return {
    house,
    origin,
    owner,
    console,
    theirs,
    complaints: () => [...console.watch.complaints, ...theirs.watch.complaints],
    now: () => house.setNow(new Date()),
    async [Symbol.asyncDispose]() {
      for (const opened of [console, theirs, live]) await opened[Symbol.asyncDispose]()
    },
  }
}

/** Goes on from the address to the page of that way in, whichever is asked for first. */
export async function signInBy(page: Page, address: string, way: 'phone' | 'password'): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(address)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  const there =
    way === 'phone'
      ? page.getByRole('heading', { name: 'Check your phone' })
      : page.getByRole('heading', { name: 'Enter your password' })
  const other = page.getByRole('button', { name: way === 'phone' ? 'Use your phone' : 'Use your password' })
  await there.or(other).first().waitFor()
  if (!(await there.isVisible())) await other.click()
  await there.waitFor()
}

/** What a person reads out: the code at the foot of every sign-in page. */
export async function readReference(page: Page): Promise<string> {
  const code = /LK-[0-9A-Z]{4}-[0-9A-Z]{2}/.exec((await page.locator('body').textContent()) ?? '')?.[0]
  if (!code) throw new Error('the page has no reference code')
  return code
}

/** Sets a phone up with a code that somebody reads off a screen; it says yes by its PIN. */
export const setUpPhone = (house: House, user: TestUser, code: string): Promise<Enrolled> =>
  enrolPhone(house, user, { claim: code, pin: '480913' })

/** Says yes on the phone to what that page waits for, with the number that it shows. */
export async function approveOn({ phone, enrolment, verification }: Enrolled, page: Page): Promise<void> {
  const html = await page.content()
  const id = /data-state="waiting\.([^"]+)"/.exec(html)?.[1] as RequestId | undefined
  const number = (await page.locator('output.number').textContent())?.trim()
  if (!id || !number) throw new Error('the page waits for no phone')
  const challenge = await fetchChallenge(phone, enrolment, id)
  await answer(phone, enrolment, challenge, { kind: 'approve', number, verification })
}
