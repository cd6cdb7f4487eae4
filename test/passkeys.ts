import { addOwnPasskey, beginOwnPasskey, type Passkey } from '#contract/passkeys.ts'
import type { House, TestUser } from './harness.ts'
import type { Browser, Page } from './page-client.ts'
import { createSoftPasskey, type Quirks, type SoftPasskey } from './soft-authenticator.ts'

export const originOf = (user: TestUser) => new URL(user.tenancy.baseUrl).origin

/** Adds a passkey as the account page does. */
export async function addPasskey(
  house: House,
  user: TestUser,
  key: SoftPasskey = createSoftPasskey(originOf(user)),
): Promise<{ key: SoftPasskey; passkey: Passkey }> {
  const call = house.as(user)
  const { id: ceremonyId, options } = await call(beginOwnPasskey, { params: {}, body: {} })
  const credential = key.create(options)
  const passkey = await call(addOwnPasskey, {
    params: {},
    body: { ceremonyId, credential, name: 'This computer' },
  })
  return { key, passkey }
}

/** A passkey of that person as the database knows it, of which nobody has the key. */
export async function givePasskey(house: House, user: TestUser): Promise<void> {
  const { tenantId } = user.tenancy
  const id = crypto.randomUUID()
  await house.db
    .insertInto('passkeys')
    .values({
      tenantId,
      id: id as Passkey['id'],
      userId: user.id,
      credentialId: id,
      publicKey: Buffer.alloc(1),
      counter: 0,
      synced: true,
      transports: [],
      name: 'Elsewhere',
      createdAt: house.now,
    })
    .execute()
}

export interface Ceremony {
  readonly id: string
  readonly options: Record<string, unknown>
}

/** As the script of the page, when its button is pressed. */
export async function beginOn(browser: Browser, page: Page): Promise<Ceremony> {
  const response = await browser.send(`${at(page)}/passkey/begin`, { method: 'POST' })
  if (!response.ok) throw new Error(`no passkey is asked for: ${response.status}`)
  return (await response.json()) as Ceremony
}

/** As the script of the page, when the browser has answered. */
export async function answerOn(
  browser: Browser,
  page: Page,
  ceremony: string,
  credential: object,
  more: Record<string, string> = {},
): Promise<Page> {
  const response = await browser.send(`${at(page)}/passkey`, {
    method: 'POST',
    body: new URLSearchParams({ ceremony, credential: JSON.stringify(credential), ...more }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  return browser.open(response.headers.get('location') ?? at(page))
}

/** Asks and answers. */
export async function signOn(
  browser: Browser,
  page: Page,
  key: SoftPasskey,
  quirks: Quirks = {},
): Promise<Page> {
  const { id, options } = await beginOn(browser, page)
  return answerOn(browser, page, id, key.get(options, quirks))
}

const at = (page: Page) => page.path.split('?')[0] ?? ''
