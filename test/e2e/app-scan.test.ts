import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import encodeQR from 'qr'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  askToSignIn,
  choosePin,
  finishSetUp,
  judge,
  organisation,
  pin,
  pressLate,
  type Stage,
  startStage,
} from './app-stage.ts'
import { goSurely } from './go-surely.ts'

let stage: Stage
let folder: string
beforeAll(async () => {
  stage = await startStage()
  folder = await mkdtemp(join(tmpdir(), 'latchkey-film-'))
})
afterAll(async () => {
  await stage?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** A film of a screen that shows this code: JPEGs one after another are an mjpeg. */
async function filmOf(text: string): Promise<string> {
  const svg = encodeQR(text, 'svg', { border: 4 })
  const code = await sharp(Buffer.from(svg))
    .resize(560, 560, { kernel: 'nearest' })
    .flatten({ background: '#fff' })
    .png()
    .toBuffer()
  const frame = await sharp({ create: { width: 1280, height: 720, channels: 3, background: '#667' } })
    .composite([{ input: code }])
    .jpeg()
    .toBuffer()
  const path = join(folder, `${crypto.randomUUID()}.mjpeg`)
  await writeFile(path, Buffer.concat(Array(10).fill(frame)))
  return path
}

test('a phone without a camera, or with one that is not allowed, is told so and can go on by typing', async () => {
  const phone = await stage.openPhone()
  const { page } = phone
  await page.goto(`${stage.instance.url}/app/`)
  await page.getByRole('button', { name: 'Get started' }).click()
  await page.getByRole('button', { name: 'Scan QR code' }).click()
  await page.getByText('No camera found').waitFor()
  expect.soft(await judge(page), 'no camera').toEqual([])
  await phone.close()

  const other = await stage.openPhone({
    args: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'],
  })
  await other.page.goto(`${stage.instance.url}/app/`)
  await other.page.getByRole('button', { name: 'Get started' }).click()
  await other.page.getByRole('button', { name: 'Scan QR code' }).click()
  await other.page.getByText('The camera is not allowed').waitFor()
  expect.soft(await judge(other.page), 'denied').toEqual([])
  // Allowed in the settings meanwhile, in vain: asking again says so again.
  await other.page.getByRole('button', { name: 'Try again' }).click()
  await other.page.getByText('The camera is not allowed').waitFor()
  await other.page.getByRole('button', { name: 'Enter code instead' }).click()
  await other.page.getByLabel('Setup code').waitFor()
  await other.page.goto(`${stage.instance.url}/app/#help/qr`)
  await other.page.getByRole('button', { name: 'Check' }).first().click()
  await other.page.getByText('Not allowed.', { exact: true }).waitFor()
  await other.close()
})

test.for([
  ['https://example.com/menu', "This isn't a setup code."],
  ['https://phone.example/app/claim#v=2&iss=https%3A%2F%2Fid.example&t=abc', 'newer version of Latchkey'],
])('the scanner says what it thinks of %s', async ([text = '', said = '']) => {
  const phone = await stage.openPhone({ film: await filmOf(text) })
  const { page } = phone
  await page.goto(`${stage.instance.url}/app/`)
  await page.getByRole('button', { name: 'Get started' }).click()
  await page.getByRole('button', { name: 'Scan QR code' }).click()
  await page.getByText(said).waitFor()
  expect.soft(await judge(page), 'scanner').toEqual([])
  await phone.close()
})

test('a phone enrols by scanning, and approves a sign-in by scanning its page', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'latchkey-scanner-'))
  const { desk, instance } = stage
  const phone = await stage.openPhone({ film: await filmOf(stage.ownerLink), profile })
  await phone.page.goto(`${instance.url}/app/`)
  await phone.page.getByRole('button', { name: 'Get started' }).click()
  await phone.page.getByRole('button', { name: 'Scan QR code' }).click()
  await phone.page.getByRole('button', { name: `Add ${organisation}` }).click()
  await phone.page.getByRole('textbox', { name: 'Name' }).waitFor()
  await phone.page.getByRole('button', { name: 'Continue' }).click()
  await choosePin(phone.page)
  await finishSetUp(phone.page)
  expect(phone.complaints).toEqual([])
  await phone.close()

  await askToSignIn(desk, instance.url)
  await goSurely(desk, `${desk.url().split('?')[0]}?show=qr`)
  const shown = await desk.getByRole('img', { name: /Sign-in code/ }).screenshot()
  const film = join(folder, 'page.mjpeg')
  const frame = await sharp({ create: { width: 1280, height: 720, channels: 3, background: '#667' } })
    .composite([{ input: await sharp(shown).resize(620, 620, { fit: 'inside' }).png().toBuffer() }])
    .jpeg()
    .toBuffer()
  await writeFile(film, Buffer.concat(Array(10).fill(frame)))
  const scanner = await stage.openPhone({ film, profile })
  const { page } = scanner
  await page.goto(`${instance.url}/app/`)
  await page.getByRole('button', { name: 'Scan the QR code instead' }).click()
  await page.getByText('You scanned the code on the sign-in page. No number is needed.').waitFor()
  expect.soft(await judge(page), 'scanned').toEqual([])
  await pressLate(page, 'Approve')
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('heading', { name: 'Approved. Return to your computer.' }).waitFor()
  await desk.waitForURL(`${instance.url}/admin`)
  await scanner.close()
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
})
