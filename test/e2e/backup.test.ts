import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unregisterAllPhrase } from '#contract/confirmation.ts'
import { unregisterAll } from '#domain/devices/unregister-all-devices.ts'
import type { Tenancy } from '#domain/work.ts'
import { makeBackup } from '#phone/backup.ts'
import type { TestUser } from '../harness.ts'
import { askFor, claimFor, enrolPhone } from '../phone-harness.ts'
import { mailedCode } from '../restore.ts'
import { type LiveHouse, openLiveHouse } from './live-house.ts'
import { look } from './look.ts'
import { openPhone, type Phone } from './phone.ts'
import { printed } from './printed.ts'

const pin = '480913'
const passphrase = 'a tall ship and fine weather'

let live: LiveHouse
let other: Tenancy
const folder = mkdtemp(join(tmpdir(), 'latchkey-backup-'))
const looked = { only: 'narrow' } as const

beforeAll(async () => {
  live = await openLiveHouse('app')
  other = await live.house.addTenant('tailspin')
})
afterAll(async () => {
  await live?.[Symbol.asyncDispose]()
  await rm(await folder, { recursive: true, force: true })
})

const addPerson = (email: string, tenancy = live.house.tenancy): Promise<TestUser> =>
  live.house.addUser({ status: 'invited', firstName: 'Amara', lastName: 'Okafor', email, tenancy })

const claimLink = async (person: TestUser) => (await claimFor(live.house, person)).link

const devicesOf = (person: TestUser) =>
  live.house.db
    .selectFrom('devices')
    .select(['id', 'name', 'state', 'did', 'replacedAt', 'pushTarget'])
    .where('userId', '=', person.id)
    .orderBy('enrolledAt')
    // Of one instant, as the house's clock has it: first those that another took the place of.
    .orderBy('replacedAt', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute()

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
const reads = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor()

/** Saves what a button hands to the downloads. */
async function saved(page: Page, button: string, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)])
  const path = join(await folder, name)
  await download.saveAs(path)
  return path
}

async function typePin(page: Page) {
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await press(page, 'Make the backup')
}

/** From "How should it open?" to the screen that saves, with a passphrase. */
async function sealByPassphrase(page: Page) {
  await press(page, 'Continue')
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByLabel('Passphrase again').fill(passphrase)
  await press(page, 'Continue')
}

/** From the welcome screen to the backup's own lock, by its picture or file. */
async function openFile(page: Page, path: string) {
  await press(page, 'Restore Account')
  await reads(page, 'Restore Account')
  await chooseFile(page, path)
}

async function chooseFile(page: Page, path: string) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Open picture or file')])
  await chooser.setFiles(path)
}

async function unlock(page: Page) {
  await reads(page, 'Type your passphrase')
  await page.getByLabel('Passphrase').fill(passphrase)
  await press(page, 'Open backup')
}

async function choosePin(phone: Phone) {
  await reads(phone.page, 'Choose a PIN')
  await phone.typePin(pin)
  await reads(phone.page, 'Type the PIN again')
  await phone.typePin(pin)
}

async function toTabs(page: Page) {
  await press(page, 'Continue')
  await reads(page, 'Get asked when you sign in')
  await press(page, 'Not now')
  await press(page, 'Continue')
  await reads(page, "You're set")
  await press(page, 'Done')
  await reads(page, 'Requests')
}

/** A phone's share sheet, which this browser has none of: it ends as `window.shareEnds` says (Web Share §2.1). */
const shareSheet = (page: Page) =>
  page.addInitScript(() => {
    const shared: string[] = []
    Object.assign(window, { shared })
    Object.assign(navigator, {
      canShare: () => true,
      share: async ({ files: [file] }: { files: File[] }) => {
        const { shareEnds } = window as unknown as { shareEnds: string }
        if (shareEnds === 'closed') throw new DOMException('closed', 'AbortError')
        if (shareEnds === 'refused') throw new DOMException('refused', 'NotAllowedError')
        shared.push(`${file?.name} ${file?.type} ${file?.size}`)
      },
    })
  })

const wrapOf = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.open('latchkey')
        request.onsuccess = () => {
          const all = request.result.transaction('identities').objectStore('identities').getAll()
          all.onsuccess = () => {
            request.result.close()
            resolve(all.result.map(({ wrap }: { wrap: { kind: string } }) => wrap.kind).join())
          }
        }
      }),
  )

describe('backup and restore', { timeout: 240_000, retry: 0 }, () => {
  test('a backup with a passphrase, made while setting up, brings the account to another phone by its picture', async () => {
    const { house, origin } = live
    const amara = await addPerson('amara@northwind.example')
    const old = await openPhone({ origin, profile: join(await folder, 'old') })
    const { page } = old
    await old.open(await claimLink(amara))
    await press(page, 'Add Northwind')
    await page.getByLabel('Name').fill('Pixel 9')
    await press(page, 'Continue')
    await choosePin(old)
    await press(page, 'Not now')
    await press(page, 'Continue')

    await reads(page, 'Make a backup')
    await look(page, 'backup-step', looked)
    await page.reload()
    await press(page, 'Make a backup')
    await reads(page, 'How should it open?')
    await look(page, 'backup-choose', looked)
    await press(page, 'Continue')
    const field = page.getByLabel('Passphrase', { exact: true })
    for (const [weak, why] of [
      ['short', '7 more characters'],
      ['Northwind 2026', 'It is made of names that belong to you or your organisation.'],
      ['password1234!', 'It is made of words that many people choose.'],
      ['heron heron heron', 'It repeats itself and is easy to guess.'],
      ['abcdefghijklm', 'Characters in a row are easy to guess.'],
    ] as const) {
      await field.fill(weak)
      await page.getByText(why).waitFor()
    }
    await press(page, 'Continue')
    await look(page, 'backup-passphrase-weak', looked)
    await field.fill(passphrase)
    await page.getByText('This is hard to guess.').waitFor()
    await page.getByLabel('Passphrase again').fill('a tall ship and fine feather')
    await press(page, 'Continue')
    await page.getByText('Those two are not the same.').waitFor()
    await look(page, 'backup-passphrase', looked)
    await page.getByLabel('Passphrase again').fill(passphrase)
    await press(page, 'Continue')

    await reads(page, "Confirm that it's you")
    await look(page, 'backup-confirm', looked)
    await page.getByLabel('PIN', { exact: true }).fill('161803')
    await press(page, 'Make the backup')
    await page.getByText('That PIN is not right.').waitFor()
    await typePin(page)
    await reads(page, 'Save your backup')
    await look(page, 'backup-save', looked)
    // Nothing was put anywhere yet: there is no backup.
    const lastBackup = async () =>
      (
        await house.db
          .selectFrom('users')
          .select('lastBackupAt')
          .where('id', '=', amara.id)
          .executeTakeFirst()
      )?.lastBackupAt
    expect(await lastBackup()).toBeNull()
    expect(await page.getByRole('button', { name: 'Done', exact: true }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    // This computer has nothing to share with.
    expect(await page.getByRole('button', { name: 'Share…' }).count()).toBe(0)
    const paper = await printed(page, 'backup-paper')
    expect(paper).toMatchObject({ pages: 1, controls: 0, faint: [] })
    expect(paper.text).toMatch(
      /^Latchkey backup of .+\s+Open it in Latchkey: Restore Account. Opens with your passphrase.$/,
    )
    await writeFile(join(await folder, 'paper.png'), paper.code)
    const picture = await saved(page, 'Save picture', 'backup.png')
    await expect.poll(lastBackup).toEqual(expect.any(Date))
    const file = await saved(page, 'Save file', 'backup.txt')
    expect(await readFile(file, 'utf8')).toMatch(/^http.*\/app\/backup#v=1&b=[\w.-]+\n$/)
    await press(page, 'Done')
    await reads(page, "You're set")
    await press(page, 'Done')
    await page.goto(`${origin}/app/#backup`)
    await reads(page, 'Backup')
    await page.getByText('Your passphrase').waitFor()
    await look(page, 'backup-page', looked)
    expect(old.watch.complaints).toEqual([])
    await old[Symbol.asyncDispose]()

    const next = await openPhone({ origin })
    const fresh = next.page
    await next.open()
    await look(fresh, 'restore-welcome', looked)
    await openFile(fresh, join(await folder, 'paper.png'))
    await reads(fresh, 'Type your passphrase')
    await press(fresh, 'Use another backup')
    await chooseFile(fresh, picture)
    await reads(fresh, 'Type your passphrase')
    await look(fresh, 'restore-unlock', looked)
    await fresh.getByLabel('Passphrase').fill('a tall ship and fine feather')
    await press(fresh, 'Open backup')
    await fresh.getByText('That passphrase does not open this backup.').waitFor()
    await unlock(fresh)
    await reads(fresh, 'Which accounts do you want back?')
    await look(fresh, 'restore-list', looked)
    await fresh.getByLabel('Name this phone').fill('Pixel 12')
    await press(fresh, 'Restore one account')
    await reads(fresh, 'Use this phone instead of Pixel 9?')
    await look(fresh, 'restore-instead', looked)
    await press(fresh, 'Continue')
    await reads(fresh, 'Check your email')
    await fresh.getByText('We sent a code to am…@northwind.example.').waitFor()
    await fresh.getByLabel('Code').fill('000000')
    await press(fresh, 'Continue')
    await fresh.getByText('That code didn’t work.').waitFor()
    await look(fresh, 'restore-mail', looked)
    // The app is closed to read the mail: the code that is under way still counts.
    await expect.poll(() => mailedCode(house)).toMatch(/\d/)
    const mails = (await house.mails()).length
    await fresh.reload()
    await unlock(fresh)
    await fresh.getByLabel('Name this phone').fill('Pixel 12')
    await press(fresh, 'Restore one account')
    await reads(fresh, 'Check your email')
    expect((await house.mails()).length).toBe(mails)
    await fresh.getByLabel('Code').fill((await mailedCode(house)).replace(' ', ''))
    await press(fresh, 'Continue')
    await choosePin(next)
    await reads(fresh, 'Your accounts')
    await fresh.getByText('Restored on this phone.').waitFor()
    await look(fresh, 'restore-ready', looked)
    await toTabs(fresh)

    const devices = await devicesOf(amara)
    expect(devices.map(({ state }) => state)).toEqual(['active', 'active'])
    const replaced = devices.filter(({ replacedAt }) => replacedAt !== null)
    expect(replaced).toHaveLength(1)
    expect(replaced.map(({ name }) => name)).not.toContain('Pixel 12')
    expect(devices[0]?.did).toBe(devices[1]?.did)
    expect(await house.events()).toContain('device.restored')
    const asked = await askFor(house, amara)
    await next.approve(asked.number, pin)
    await reads(fresh, 'Approved. Return to your computer.')
    expect(next.watch.complaints).toEqual([])
    await next[Symbol.asyncDispose]()

    // The old phone, started again, has its keys; it says what has become of it.
    const again = await openPhone({ origin, profile: join(await folder, 'old') })
    await again.open()
    await reads(again.page, 'Requests')
    const second = await askFor(house, amara)
    await again.approve(second.number, pin)
    await reads(again.page, 'Approved. Return to your computer.')
    await again[Symbol.asyncDispose]()
  })

  test.for([
    ['seals the seed under its credential', true, 'prf'],
    ['has no PRF: the seed lies under a key of the browser', false, 'hmac'],
  ] as const)('a phone with a reader %s, and adds another phone by the camera', async ([, prf, wrap]) => {
    const { house, origin } = live
    const person = await addPerson(`reader-${wrap}@northwind.example`)
    const old = await openPhone({ origin, fingerprint: true, prf })
    await old.enrol(await claimLink(person), { name: 'Pixel 9' })
    expect(await wrapOf(old.page)).toBe(wrap)
    const { page } = old
    await page.getByText('Back up this phone').waitFor()

    // A backup with a recovery code, typed back with a slip and then as people type.
    await press(page, 'Back up now')
    await page.getByRole('radio', { name: /^A recovery code/ }).check()
    await press(page, 'Continue')
    await reads(page, 'Write down your recovery code')
    const shown = page.getByRole('region', { name: 'Recovery code' })
    await expect.poll(() => shown.textContent()).toMatch(/^(\w{4} ){6}\w{2}$/)
    const code = (await shown.textContent()) ?? ''
    await look(page, 'backup-code', looked)
    await press(page, "I've written it down")
    await page.getByLabel('Recovery code').fill(code.slice(1))
    await press(page, 'Continue')
    await page.getByText('A recovery code has 26 characters. 25 were typed.').waitFor()
    await look(page, 'backup-code-typed', looked)
    await page.getByLabel('Recovery code').fill(code.toLowerCase().replaceAll('0', 'o').replaceAll(' ', '-'))
    await press(page, 'Continue')
    await press(page, 'Use fingerprint, face or screen lock')
    await reads(page, 'Save your backup')
    await saved(page, 'Save file', `${wrap}.txt`)
    await press(page, 'Done')
    await reads(page, 'Backup')

    await press(page, 'Set up another phone')
    await press(page, 'Show the code')
    await press(page, 'Use fingerprint, face or screen lock')
    await reads(page, 'Scan this with the new phone')
    await look(page, 'another-scan', looked)
    const next = await openPhone({ origin })
    await next.seeCode(await page.getByRole('img', { name: /^Your accounts/ }).screenshot())
    await press(page, 'The new phone has scanned it')
    const travel = (await page.getByRole('region', { name: 'Recovery code' }).textContent()) ?? ''
    await look(page, 'another-code', looked)
    await press(page, 'Done')

    const fresh = next.page
    await next.open()
    await press(fresh, 'Restore Account')
    await press(fresh, 'Scan QR code')
    await reads(fresh, 'Type your recovery code')
    await fresh.getByLabel('Recovery code').fill(code)
    await press(fresh, 'Open backup')
    await fresh.getByText('That code does not open this backup. It may belong to another one.').waitFor()
    await fresh.getByLabel('Recovery code').fill(travel)
    await press(fresh, 'Open backup')
    await press(fresh, 'Restore one account')
    await reads(fresh, 'Use this phone instead of Pixel 9?')
    await fresh.getByRole('radio', { name: /^Confirm on Pixel 9/ }).check()
    await press(fresh, 'Continue')
    await reads(fresh, 'Type this number on Pixel 9')
    await expect.poll(() => fresh.locator('output').textContent()).toMatch(/^\d{3} \d{3}$/)
    await look(fresh, 'restore-device', looked)
    const number = ((await fresh.locator('output').textContent()) ?? '').replace(' ', '')
    await page.getByRole('textbox').fill(number)
    await look(page, 'another-request', looked)
    await expect
      .poll(
        async () => {
          const approve = page.getByRole('button', { name: /^(Approve|Add)/ }).first()
          if (await approve.isVisible()) await approve.click({ timeout: 2000 }).catch(() => {})
          return page.getByRole('textbox').isVisible()
        },
        { timeout: 30_000, interval: 300 },
      )
      .toBe(false)
    await choosePin(next)
    await reads(fresh, 'Your accounts')
    await toTabs(fresh)
    const devices = await devicesOf(person)
    expect(devices.map(({ state, replacedAt }) => [state, replacedAt])).toEqual([
      ['active', null],
      ['active', null],
    ])
    expect(await house.events()).toContain('device.enrolled')
    expect([...old.watch.complaints, ...next.watch.complaints]).toEqual([])
    await next[Symbol.asyncDispose]()
    await old[Symbol.asyncDispose]()
  })

  test('an identity that was reset in one of two organisations: the code is taken on the same screen, the other comes back', async () => {
    const { house, origin } = live
    const here = await addPerson('noor@northwind.example')
    const there = await addPerson('noor@tailspin.example', other)
    const old = await openPhone({ origin })
    const { page } = old
    await shareSheet(page)
    await old.enrol(await claimLink(here), { name: 'Pixel 9' })
    // A second account asks for a backup of the first.
    await page.goto(`${origin}/app/#accounts`)
    await press(page, 'Add an organisation')
    await reads(page, 'Back up first')
    await look(page, 'backup-first', looked)
    await press(page, 'Make a backup')
    await sealByPassphrase(page)
    await typePin(page)
    await reads(page, 'Save your backup')
    const done = page.getByRole('button', { name: 'Done', exact: true })
    const share = async (end: 'closed' | 'refused' | 'sent') => {
      await page.evaluate((next) => Object.assign(window, { shareEnds: next }), end)
      await press(page, 'Share…')
    }
    await share('closed')
    await share('refused')
    await page.getByText("It couldn't be shared. Save the file instead.").waitFor()
    await look(page, 'backup-not-shared', looked)
    expect(await page.getByText('Saved.').count()).toBe(0)
    expect(await done.getAttribute('aria-disabled')).toBe('true')
    await share('sent')
    await page.getByText('Saved.').waitFor()
    expect(await page.getByText("It couldn't be shared.").count()).toBe(0)
    await done.click()
    await reads(page, 'Add an organisation')
    const sent = await page.evaluate(() => (window as unknown as { shared: string[] }).shared)
    expect(sent).toEqual([expect.stringMatching(/^latchkey-backup-[\d-]{10}\.png image\/png [1-9]/)])
    await old.open(await claimLink(there))
    await press(page, 'Add Tailspin')
    await page.getByLabel('PIN', { exact: true }).fill(pin)
    await press(page, 'Continue')
    await press(page, 'Not now')
    await press(page, 'Continue')
    await reads(page, 'Make a backup')
    await press(page, 'Not now')
    await press(page, 'Done')
    await page.getByText('Back up this phone').waitFor()
    await page.goto(`${origin}/app/#backup`)
    await page.getByText('Not in your backup yet: Tailspin. Back up again.').waitFor()
    await press(page, 'Change passphrase')
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.getByLabel('Passphrase again').fill(passphrase)
    await press(page, 'Continue')
    await typePin(page)
    const file = await saved(page, 'Save file', 'both.txt')
    await old[Symbol.asyncDispose]()

    const unit = { userId: here.id, confirmation: unregisterAllPhrase, personal: { reason: 'lost' } }
    await house.work(await house.addOwner(), (work) => unregisterAll(work, unit))
    const next = await openPhone({ origin })
    const fresh = next.page
    await next.open()
    await openFile(fresh, file)
    await unlock(fresh)
    await press(fresh, 'Restore 2 accounts')
    // Northwind has answered at once; Tailspin asks for a proof.
    await reads(fresh, /^Use this phone instead of/)
    await fresh.getByText('Tailspin,').waitFor()
    await press(fresh, 'Continue')
    await reads(fresh, 'Check your email')
    await expect.poll(async () => (await house.mails()).at(-1)?.to).toBe(there.email)
    await fresh.getByLabel('Code').fill((await mailedCode(house)).replace(' ', ''))
    await press(fresh, 'Continue')
    await choosePin(next)
    await reads(fresh, 'Your accounts')
    await fresh
      .getByText(
        'This backup belongs to an identity that was reset. Ask your administrator for a new setup code.',
      )
      .waitFor()
    await look(fresh, 'restore-reset', looked)
    await fresh.getByLabel('Setup code').fill('00000-00000')
    await press(fresh, 'Set up')
    await fresh.getByText('has expired, was used').waitFor()
    await fresh.getByLabel('Setup code').fill((await claimFor(house, here, 'reset')).code)
    await press(fresh, 'Set up')
    await expect.poll(() => fresh.getByText('Restored on this phone.').count(), { timeout: 60_000 }).toBe(2)
    await look(fresh, 'restore-both', looked)
    const dids = [...(await devicesOf(here)), ...(await devicesOf(there))]
      .filter(({ state }) => state === 'active')
      .map(({ did }) => did)
    expect(new Set(dids).size).toBe(2)
    await press(fresh, 'Continue')
    await press(fresh, 'Not now')
    await press(fresh, 'Continue')
    // The new identity is in no backup.
    await reads(fresh, 'Make a backup')
    const asked = await askFor(house, here)
    await press(fresh, 'Not now')
    await press(fresh, 'Done')
    await next.approve(asked.number, pin)
    await reads(fresh, 'Approved. Return to your computer.')
    expect(next.watch.complaints).toEqual([])
    await next[Symbol.asyncDispose]()
  })

  test('misses wait, another camera reads nothing, a setup code leads to the backup, and lost keys to a restore', async () => {
    const { origin } = live
    const known = await addPerson('olu@northwind.example')
    const simulated = await enrolPhone(live.house, known, { pin })
    const { container } = await makeBackup(simulated.phone, { kind: 'passphrase', passphrase }, () => ({
      kind: 'pin',
      pin,
    }))
    const file = join(await folder, 'simulated.txt')
    await writeFile(file, container)
    const phone = await openPhone({ origin })
    const { page } = phone
    await page.goto(`${origin}/app/backup#v=1&b=secret`)
    await reads(page, 'Open the app and choose Restore')
    expect(page.url()).toBe(`${origin}/app/`)
    await look(page, 'restore-outside', looked)
    await press(page, 'Open Latchkey')

    await openFile(page, import.meta.filename)
    await page.getByText("This isn't a backup.").waitFor()
    await look(page, 'restore-source', looked)
    await press(page, 'Paste it instead')
    await look(page, 'restore-paste', looked)
    await page.getByLabel('Backup').fill(container)
    await press(page, 'Continue')
    for (let miss = 1; miss <= 5; miss++) {
      await page.getByLabel('Passphrase').fill(`nothing that opens it ${miss}`)
      await press(page, 'Open backup')
      await page.getByText('That passphrase does not open this backup.').waitFor()
    }
    await page.getByText(/^That was wrong five times or more. Wait/).waitFor()
    await look(page, 'restore-wait', looked)
    await page.reload()
    await page.getByText(/^That was wrong five times or more. Wait/).waitFor()
    await page.getByLabel('Passphrase').fill(passphrase)
    await page.keyboard.press('Enter')
    await reads(page, 'Type your passphrase')

    const person = await addPerson('lena@northwind.example')
    const first = await openPhone({ origin })
    await first.enrol(await claimLink(person))
    await page.goto((await claimFor(live.house, person, 'restore')).link)
    await press(page, 'Add Northwind')
    await page.getByText('You have used a phone at Northwind before.').waitFor()
    await look(page, 'restore-wanted', looked)

    await first.page.evaluate(() => indexedDB.deleteDatabase('latchkey'))
    await first.page.reload()
    await reads(first.page, "This phone's keys are gone")
    await look(first.page, 'keys-gone', looked)
    await press(first.page, 'Restore Account')
    await reads(first.page, 'Restore Account')

    // An administrator's code for whoever has an identity: with the backup it is proof enough.
    await first.page.goto((await claimFor(live.house, known, 'restore')).link)
    await press(first.page, 'Add Northwind')
    await first.page.getByText('You have used a phone at Northwind before.').waitFor()
    await chooseFile(first.page, file)
    await unlock(first.page)
    await press(first.page, 'Restore one account')
    await choosePin(first)
    await first.page.getByText('Restored on this phone.').waitFor()
    expect((await devicesOf(known)).map(({ replacedAt }) => replacedAt !== null)).toEqual([true, false])
    expect([...phone.watch.complaints, ...first.watch.complaints]).toEqual([])
    await first[Symbol.asyncDispose]()
    await phone[Symbol.asyncDispose]()
  })
})
