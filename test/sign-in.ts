import { expect } from 'vitest'
import type { ApplicationId, DeviceId, RequestId, SignInId, UserId } from '#contract/ids.ts'
import { browserCookieName, signInCookieName } from '#domain/sessions/session-cookie.ts'
import { beginSignIn } from '#domain/sign-in/begin-sign-in.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import type { House, TestUser } from './harness.ts'
import { type Browser, createBrowser, type Page } from './page-client.ts'

/** A phone of that person as the database knows it; what the protocol makes of it is tested with the devices. */
export async function addPhone(
  house: House,
  user: TestUser,
  { receives = false, pushTarget = false }: { receives?: boolean; pushTarget?: boolean } = {},
): Promise<DeviceId> {
  const id = newId() as DeviceId
  await house.db
    .insertInto('devices')
    .values({
      tenantId: user.tenancy.tenantId,
      id,
      userId: user.id,
      jkt: randomToken(),
      publicJwk: '{}',
      did: 'did:key:z6Mk',
      state: 'active',
      name: 'Phone',
      platform: 'android',
      pushState: receives ? 'ok' : 'none',
      pushTarget,
      pinMac: Buffer.alloc(32),
      enrolledAt: house.now,
      lastActiveAt: house.now,
    })
    .execute()
  return id
}

/** What the phone's answer leaves behind. */
export async function answer(
  house: House,
  page: Page,
  state: 'approved' | 'denied' | 'reported',
  { deviceId = null, why = null }: { deviceId?: DeviceId | null; why?: string | null } = {},
): Promise<void> {
  const set = {
    state,
    why,
    answeredAt: house.now,
    deviceId,
    ...(state === 'approved' && { verification: 'pin' as const }),
  }
  const answered = await house.db
    .updateTable('approvalRequests')
    .set(set)
    .where('id', '=', requestOf(page))
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow()
  expect(answered.numUpdatedRows).toBe(1n)
  const notice = { topic: 'approval-request', tenantId: house.tenancy.tenantId, id: requestOf(page) }
  house.database.hub.publish([notice])
}

export const requestOf = (page: Page) => /data-state="waiting\.([^"]+)"/.exec(page.html)?.[1] as RequestId
export const numberOf = (page: Page) => /class="number">(\d+)</.exec(page.html)?.[1]
export const referenceOf = (page: Page) => /LK-[0-9A-Z]{4}-[0-9A-Z]{2}/.exec(page.html)?.[0]
export const signInOf = (page: Page) => /\/sign-in\/([0-9a-f-]{36})/.exec(page.path)?.[1] as SignInId

export async function identify(browser: Browser, address: string, at = '/sign-in'): Promise<Page> {
  return browser.press(await browser.open(at), 'Continue', { address })
}

export async function addApplication(
  house: House,
  some: { unknownAddress?: 'neutral' | 'tell'; access?: 'everyone' | 'assigned'; digits?: 2 | 6 } = {},
): Promise<ApplicationId> {
  const id = newId() as ApplicationId
  await house.db
    .insertInto('applications')
    .values({
      tenantId: house.tenancy.tenantId,
      id,
      clientId: id,
      name: 'Payroll',
      nameKey: 'payroll',
      kind: 'web',
      redirectUris: [],
      postLogoutRedirectUris: [],
      access: some.access ?? 'everyone',
      unknownAddress: some.unknownAddress ?? 'neutral',
      sessionSeconds: 3600,
      approvalDigits: some.digits ?? 2,
      createdAt: house.now,
      updatedAt: house.now,
    })
    .execute()
  return id
}

/** Begins as the OIDC provider does. */
export async function beginFor(
  house: House,
  browser: Browser,
  applicationId: ApplicationId,
  hint?: string,
): Promise<string> {
  const begun = await house.work(null, (work) =>
    beginSignIn(work, {
      applicationId,
      resume: { kind: 'oidc', uid: 'interaction-1' },
      hint,
      cookies: {
        signIn: browser.cookies.get(signInCookieName(house.tenancy)),
        browser: browser.cookies.get(browserCookieName(house.tenancy)),
      },
    }),
  )
  for (const { name, value } of begun.cookies) browser.cookies.set(name, value)
  return `/sign-in/${begun.id}`
}

export const signInRow = (house: House, page: Page) =>
  house.db.selectFrom('signIns').selectAll().where('id', '=', signInOf(page)).executeTakeFirstOrThrow()

export const sessionsOf = (house: House, userId: UserId) =>
  house.db.selectFrom('sessions').selectAll().where('userId', '=', userId).execute()

export const failures = async (house: House) => {
  const rows = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'user.signin.failed')
    .orderBy('id')
    .execute()
  return rows.map(({ data }) => data['reason'])
}

/** A page of a sign-in without what is different in each. */
export const masked = (page: Page) =>
  page.html
    .replaceAll(signInOf(page), 'ID')
    .replaceAll(requestOf(page) ?? 'none', 'REQUEST')
    .replaceAll(/"request" value="[^"]+"/g, '"request" value="REQUEST"')
    .replaceAll(referenceOf(page) ?? 'none', 'REFERENCE')
    .replaceAll(/class="number">\d+</g, 'class="number">NUMBER<')
    .replaceAll(/data-copy="\d+"/g, 'data-copy="NUMBER"')
    .replaceAll(/[a-z]+@example\.com/g, 'ADDRESS')

/** A sign-in to the console that somebody begins with this address; the reference code on its page. */
export async function tryToSignIn(house: House, address: string): Promise<string> {
  const reference = referenceOf(await identify(createBrowser(house), address))
  if (!reference) throw new Error('the page shows no reference code')
  return reference
}
