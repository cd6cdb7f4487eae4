import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type House, test } from '../../test/harness.ts'
import { askFor, claimFor } from '../../test/phone-harness.ts'
import { mailedCode } from '../../test/restore.ts'
import { createFileKeyStore } from './file-key-store.ts'
import { runPhone } from './phone.ts'

async function withPhone(
  house: House,
  act: (run: (...args: string[]) => Promise<Ran>, file: string) => Promise<void>,
  answer: (question: string) => Promise<string> = async () => '',
) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-phone-'))
  const file = join(folder, 'phone.json')
  const run = async (...args: string[]): Promise<Ran> => {
    const said: string[] = []
    const say = (text: string) => {
      said.push(text)
    }
    const code = await runPhone([...args, '--file', file], {
      env: { LATCHKEY_URL: house.tenancy.baseUrl, LATCHKEY_PHONE_PIN: '493817' },
      out: say,
      err: say,
      ask: answer,
      fetch: async (url, { method = 'GET', headers = {}, body = null }) =>
        house.app.request(url, { method, headers, body }),
    })
    return { code, said: said.join('\n') }
  }
  try {
    await act(run, file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

interface Ran {
  readonly code: number
  readonly said: string
}

test('a simulated phone enrols by a typed code, approves, denies and leaves', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  await withPhone(house, async (run, file) => {
    house.setNow(new Date())
    const { code } = await claimFor(house, kim)
    const spaced = `${code.slice(0, 5).toLowerCase()}-${code.slice(5)}`
    const enrolled = await run('enrol', spaced, '--name', 'My phone')
    expect(enrolled).toMatchObject({ code: 0, said: expect.stringContaining('Northwind') })
    expect((await stat(file)).mode & 0o777).toBe(0o600)

    const first = await askFor(house, kim)
    const approved = await run('answer', '--number', first.number)
    expect(approved).toEqual({ code: 0, said: expect.stringMatching(/Lisbon, PT.*\n.*\napproved$/) })

    await askFor(house, kim)
    expect((await run('answer', '--deny')).said).toMatch(/denied \(denied\)$/)
    expect((await run('status')).said).toMatch(/: active$/)

    expect(await run('leave')).toMatchObject({ code: 0, said: 'Left Northwind.' })
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ enrolments: [], identities: [] })
  })
})

test('the file store never lets a counter go down, and hands it out once', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  await withPhone(house, async (run, file) => {
    house.setNow(new Date())
    await run('enrol', (await claimFor(house, kim)).link)
    const store = createFileKeyStore(file)
    const [enrolment] = await store.listEnrolments()
    if (!enrolment) throw new Error('the phone is not enrolled')
    const { deviceId } = enrolment
    const raised = await Promise.all(Array.from({ length: 8 }, () => store.raiseCounter(deviceId)))
    expect(raised.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    await store.putEnrolment(enrolment)
    expect((await store.findEnrolment(deviceId))?.counter).toBe(8)
  })
})

test('says what is wrong with a code, a command and a request that is not there', async ({ house }) => {
  await withPhone(house, async (run) => {
    expect(await run('enrol', '0123456789')).toMatchObject({
      code: 1,
      said: expect.stringContaining('claim-invalid'),
    })
    expect(await run('dance')).toMatchObject({ code: 2 })
    expect(await run('answer', '--deny')).toEqual({ code: 1, said: 'No such request waits.' })
    expect(await run('status')).toEqual({ code: 0, said: 'This phone is not enrolled anywhere.' })
  })
})

test('a backup brings its account to another simulated phone, with a code by mail', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  house.setNow(new Date())
  let code = ''
  const answer = async (question: string) =>
    question.startsWith('Recovery') ? code : (await mailedCode(house)).replace(' ', '')
  await withPhone(house, async (run, file) => {
    const backup = `${file}.backup`
    expect(await run('backup', backup)).toEqual({ code: 1, said: 'This phone is not enrolled anywhere.' })
    await run('enrol', (await claimFor(house, kim)).link)
    const made = await run('backup', backup)
    expect(made).toMatchObject({ code: 0, said: expect.stringMatching(/opens with (\w{4} ){6}\w{2}$/) })
    const lines = await withRestored(backup, made.said.split('opens with ')[1] ?? '')
    expect(lines).toContain('kim@example.com')
  })

  async function withRestored(backup: string, right: string): Promise<string> {
    let said = ''
    await withPhone(
      house,
      async (run) => {
        code = 'not a code'
        expect(await run('restore', backup)).toEqual({ code: 1, said: 'That does not open this backup.' })
        code = right
        expect(await run('restore', backup)).toMatchObject({
          code: 0,
          said: expect.stringMatching(/Northwind sent a code to .*\n.*restored/),
        })
        const asked = await askFor(house, kim)
        said = (await run('answer', '--number', asked.number)).said
        expect(said).toMatch(/approved$/)
      },
      answer,
    )
    return said
  }
})
