import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  approveOnPhone,
  askToSignIn,
  enrolByLink,
  judge,
  organisation,
  type PhoneBrowser,
  pressLate,
  type Stage,
  startStage,
  workerOf,
} from './app-stage.ts'
import { goSurely } from './go-surely.ts'
import { keptOn } from './kept-on.ts'

let stage: Stage
let ownerPhone: PhoneBrowser
let profile: string

interface Ring {
  t: string
  rid: string
}
const people: { id: string; email: string; phone: PhoneBrowser }[] = []

beforeAll(async () => {
  stage = await startStage()
  profile = await mkdtemp(join(tmpdir(), 'latchkey-phone-'))
  ownerPhone = await stage.openPhone({ push: true, profile })
  await enrolByLink(ownerPhone.page, stage.ownerLink)
  await signInAsOwner()
})
afterAll(async () => {
  await stage?.close()
  if (profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 })
})

test('the app can be installed, and everything under /app works without a network', async () => {
  const { page, context } = ownerPhone
  const session = await context.newCDPSession(page)
  expect((await session.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([])
  const manifest = await session.send('Page.getAppManifest')
  expect(manifest.errors).toEqual([])
  expect(JSON.parse(manifest.data ?? '{}')).toMatchObject({
    id: '/app/',
    start_url: '/app/',
    scope: '/app/',
    display: 'standalone',
  })
  await page.reload()
  await context.setOffline(true)
  for (const path of ['/app/', `/app/?request=${'x'.repeat(22)}`, '/app/#help/qr', '/app/#accounts']) {
    await page.goto('about:blank')
    await page.goto(stage.instance.url + path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  }
  await page.getByRole('link', { name: organisation }).waitFor()
  await page.getByText("You're offline. Sign-ins can be approved once you're back.").waitFor()
  expect.soft(await judge(page), 'offline').toEqual([])
  await context.setOffline(false)
  // The console and the sign-in pages are none of the worker's business.
  const outside = await context.newPage()
  await outside.goto(`${stage.instance.url}/help`)
  expect(await outside.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
  await outside.close()
})

test('a push rings with nothing on it, and the request behind it comes up; its end takes the notification back', async () => {
  const { page } = ownerPhone
  const worker = await workerOf(ownerPhone, stage.instance.url)
  // Long enough for the app to sleep between two looks: the push wakes it.
  const received = ownerPhone.subscription().received
  const before = received.length
  await askToSignIn(stage.desk, stage.instance.url)
  await stage.push.until(() => received.length > before)
  const payload = received.at(-1)?.payload as Ring
  expect(Object.keys(payload).sort()).toEqual(['exp', 'iss', 'rid', 't', 'v'])
  await worker.deliver(payload)
  await expect
    .poll(() => worker.notifications())
    .toMatchObject([{ title: 'Sign-in request', body: 'Open Latchkey to review.' }])
  await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
  await pressLate(page, 'Deny')
  await page.getByRole('heading', { name: 'We stopped it.' }).waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  // Once it is dealt with here, its notification is gone; one that shows again by mistake goes with the end's push.
  await expect.poll(() => worker.notifications()).toEqual([])
  await worker.deliver(payload)
  await expect.poll(() => worker.notifications()).toHaveLength(1)
  const isEnd = ({ payload: ring }: { payload: unknown }) =>
    (ring as Ring).t === 'end' && (ring as Ring).rid === payload.rid
  await stage.push.until(() => received.some(isEnd))
  await worker.deliver(received.find(isEnd)?.payload)
  await expect.poll(() => worker.notifications()).toEqual([])
})

test('a stopped worker wakes for a push; nonsense and strangers ring nothing', async () => {
  const worker = await workerOf(ownerPhone, stage.instance.url)
  await worker.stop()
  await worker.deliver('no JSON')
  await worker.deliver({ v: 1, t: 'request', iss: 'https://elsewhere.example', rid: 'x'.repeat(22) })
  await worker.deliver({ v: 1, t: 'test', iss: stage.instance.url })
  await expect
    .poll(() => worker.notifications())
    .toEqual([{ title: 'Latchkey', body: 'Alerts work.', tag: 'test' }])
})

test('a forged revoke push wipes nothing', async () => {
  const { page } = ownerPhone
  const worker = await workerOf(ownerPhone, stage.instance.url)
  await worker.deliver({ v: 1, t: 'revoke', iss: stage.instance.url })
  await expect
    .poll(async () => (await worker.notifications()).map(({ body }) => body))
    .toContain('Your account has changed. Open the app to see how.')
  await page.goto(`${stage.instance.url}/app/`)
  await page.getByText('Nothing to approve').waitFor()
})

test('the keys outlive the browser, and cannot be taken out of it', async () => {
  await ownerPhone.close()
  ownerPhone = await stage.openPhone({ push: true, profile })
  const { page } = ownerPhone
  await page.goto(`${stage.instance.url}/app/`)
  await page.getByText('Nothing to approve').waitFor()
  const extracted = await page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const request = indexedDB.open('latchkey')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const all = request.result.transaction('enrolments').objectStore('enrolments').getAll()
          all.onsuccess = () => {
            const [kept] = all.result as { deviceKey: CryptoKeyPair }[]
            request.result.close()
            if (!kept) return resolve('nothing kept')
            crypto.subtle.exportKey('pkcs8', kept.deviceKey.privateKey).then(
              () => resolve('extracted'),
              (error: DOMException) => resolve(error.name),
            )
          }
        }
      }),
  )
  expect(extracted).toBe('InvalidAccessError')
  await signInAsOwner()
})

test('a suspended person reads it with the administrator’s message, and a reactivated one goes on', async () => {
  const person = await enrolPerson('Ben', true)
  const { page } = person.phone
  await stage.api('PUT', `/users/${person.id}/deactivation`, {
    kind: 'suspension',
    message: 'Call me about your leave.',
  })
  await page.reload()
  await page.getByText(`Your account at ${organisation} is deactivated.`).waitFor()
  await page.getByText('Call me about your leave.').waitFor()
  await page.getByText('Contact your IT administrator if you believe this was in error.').waitFor()
  expect.soft(await judge(page), 'deactivated').toEqual([])
  await stage.api('DELETE', `/users/${person.id}/deactivation`)
  await page.reload()
  await expect.poll(() => page.getByText('is deactivated').count()).toBe(0)
})

test('a removed phone that gets the push says so, and is back at its welcome', async () => {
  const person = people[0] ?? (await enrolPerson('Ben', true))
  const { page } = person.phone
  const worker = await workerOf(person.phone, stage.instance.url)
  const { received } = person.phone.subscription()
  // An open app asks by itself when it begins, and might hear of the removal before its worker does.
  await page.route('**/device/v1/status*', (route) => route.abort())
  await page.reload()
  await removeDevice(person.id)
  await stage.push.until(() => received.some((push) => (push.payload as { t: string }).t === 'revoke'))
  await worker.deliver(received.findLast((push) => (push.payload as { t: string }).t === 'revoke')?.payload)
  await page.getByRole('heading', { name: 'Device Revoked' }).waitFor()
  await page.getByText('This device has been removed from your account.').waitFor()
  await expect
    .poll(() => worker.notifications())
    .toMatchObject([{ title: 'Device Revoked', body: 'This device has been removed from your account.' }])
  expect.soft(await judge(page), 'revoked').toEqual([])
  await page.getByRole('button', { name: 'Get started' }).waitFor()
  expect(await keptOn(page)).toEqual({ enrolments: 0, identities: 0 })
  await page.unroute('**/device/v1/status*')
  await page.reload()
  await page.getByRole('button', { name: 'Get started' }).waitFor()
})

test('a removed phone that gets no push learns it on opening, and is back at its welcome', async () => {
  const person = await enrolPerson('Cara', false)
  const { page } = person.phone
  await page.goto('about:blank')
  await removeDevice(person.id)
  await page.goto(`${stage.instance.url}/app/`)
  await page.getByRole('heading', { name: 'This account is no longer accessible.' }).waitFor()
  await page.getByRole('button', { name: 'Get started' }).waitFor()
  expect(await keptOn(page)).toEqual({ enrolments: 0, identities: 0 })
})

test('a server out of reach changes nothing on the phone', async () => {
  const { page, context } = ownerPhone
  await context.route('**/device/v1/**', (route) => route.fulfill({ status: 404, body: 'nothing here' }))
  await page.reload()
  await page.getByText(`Can't check your account at ${organisation} right now.`).waitFor()
  expect.soft(await judge(page), 'unchecked').toEqual([])
  await context.unroute('**/device/v1/**')
  expect(await keptOn(page)).toEqual({ enrolments: 1, identities: 1 })
})

test('a newer version takes over by itself, and never while a request is on screen', async () => {
  const { page } = ownerPhone
  // A newer one that stands by from before takes over now.
  await goSurely(page, `${stage.instance.url}/app/`)
  await page.getByText('Nothing to approve').waitFor()
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  await askToSignIn(stage.desk, stage.instance.url)
  await page.getByRole('heading', { name: 'Is this you signing in to' }).waitFor()
  await page.evaluate(() => {
    Object.assign(window, { isOld: true })
  })
  // Another address is another version to the browser: it stands by while the old one is in charge.
  // The app's own page lets nobody name a script; an empty one of the same origin does.
  const empty = await phoneOfOrigin(ownerPhone, '/empty')
  await empty.evaluate(async () => {
    await navigator.serviceWorker.register('/app/sw.js?newer', { scope: '/app/' })
  })
  await empty.close()
  await expect
    .poll(() =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/app/'))?.waiting?.state),
    )
    .toBe('installed')
  await pause(500)
  expect(await page.evaluate(() => 'isOld' in window)).toBe(true)
  await pressLate(page, 'Deny')
  await page.getByRole('button', { name: 'Close' }).click()
  await untilRoomIsMade(() => page.evaluate(() => !('isOld' in window)))
  await page.getByText('Nothing to approve').waitFor()
  // The page names its own file again, which is a newer version once more.
  await untilRoomIsMade(() =>
    page.evaluate(async () => {
      const { active, waiting, installing } = (await navigator.serviceWorker.getRegistration('/app/')) ?? {}
      return active?.scriptURL.endsWith('/app/sw.js') === true && !waiting && !installing
    }),
  )
})

/**
 * An old worker makes room for a newer one once it is idle. A browser that is debugged, as these are, does not always come to know that,
 * and lets whoever opens the app wait for it: where it takes longer, the old one is ended, which brings no newer one that was not told to
 * take over.
 */
async function untilRoomIsMade(isMade: () => Promise<boolean>) {
  const worker = await workerOf(ownerPhone, stage.instance.url)
  let looks = 0
  const look = async () => {
    // The page may be loading anew.
    const made = await isMade().catch(() => false)
    looks += 1
    if (!made && looks > 1) await worker.stop()
    return made
  }
  await expect.poll(look, { interval: 2_000 }).toBe(true)
}

test('a reset phone forgets everything, although another tab of the app is open', async () => {
  const { page, context } = ownerPhone
  const second = await context.newPage()
  await second.goto(`${stage.instance.url}/app/`)
  await second.getByText('Nothing to approve').waitFor()
  await page.goto(`${stage.instance.url}/app/#reset`)
  await page.getByLabel('Type reset app to confirm').fill('Reset App')
  await page.getByRole('button', { name: 'Reset App' }).click()
  await page.getByRole('button', { name: 'Get started' }).waitFor()
  expect(await keptOn(page)).toEqual({ enrolments: 0, identities: 0 })
  await second.close()
})

async function signInAsOwner() {
  const { page } = ownerPhone
  const number = await askToSignIn(stage.desk, stage.instance.url)
  await approveOnPhone(page, number)
  await page.getByRole('heading', { name: 'Approved. Return to your computer.' }).waitFor()
  await stage.desk.waitForURL(`${stage.instance.url}/admin`)
  // It goes by itself.
  await page.getByRole('heading', { name: 'Requests' }).waitFor()
}

/** A page of the app's origin without a policy: what an operator's browser would never be given. */
async function phoneOfOrigin({ context }: PhoneBrowser, path: string) {
  const page = await context.newPage()
  const address = stage.instance.url + path
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>empty</title>' }),
  )
  await page.goto(address)
  return page
}

async function enrolPerson(firstName: string, push: boolean) {
  const email = `${firstName.toLowerCase()}@northwind.example`
  const user = await stage.api<{ id: string }>('POST', '/users', {
    firstName,
    lastName: 'Castillo',
    email,
    sendWelcomeEmail: false,
  })
  const issued = await stage.api<{ secret: { link: string } }>('POST', `/users/${user.id}/claims`, {
    kind: 'screen',
  })
  const phone = await stage.openPhone({ push })
  await enrolByLink(phone.page, issued.secret.link)
  const person = { id: user.id, email, phone }
  people.push(person)
  return person
}

async function removeDevice(userId: string) {
  const { items } = await stage.api<{ items: { id: string }[] }>('GET', `/users/${userId}/devices`)
  for (const { id } of items)
    await stage.api('POST', `/users/${userId}/devices/${id}/removal`, { confirmation: 'remove device' })
}
