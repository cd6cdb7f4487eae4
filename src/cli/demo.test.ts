import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Instance, startInstance } from '../../test/instance.ts'

/** Sends the form of the first run, with sample data asked for. */
async function setUp({ url, setupCode }: Instance, sample: boolean): Promise<number> {
  const address = url.replace('127.0.0.1', 'localhost')
  const response = await fetch(`${address}/setup`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      code: setupCode ?? '',
      organisation: 'Acme',
      address,
      firstName: 'Kim',
      lastName: 'Lee',
      email: 'kim@acme.example',
      ...(sample && { sample: 'yes' }),
    }),
  })
  return response.status
}

test('set-up fills the organisation, also after a power cut, and the command makes phones that answer', {
  timeout: 240_000,
}, async () => {
  const first = await startInstance()
  const { dataFolder } = first
  expect(await setUp(first, true)).toBe(303)
  await first.kill()

  await using server = await startInstance({ dataFolder, port: first.port })
  const demo = await server.cli('demo')
  expect(demo).toMatchObject({ code: 0, err: '' })
  expect(demo.out).toContain('John Smith <jsmith@acme.example>: latchkey phone watch --file')
  const folder = join(dataFolder, 'sample-phones')
  const files = await readdir(folder)
  expect(files.sort()).toEqual(
    ['jsmith@acme.example.json', 'lotte.devries@acme.example.json', 'mateo.rossi@acme.example.json'].sort(),
  )
  const john = join(folder, 'jsmith@acme.example.json')
  expect((await stat(john)).mode & 0o777).toBe(0o600)
  expect((await server.cli('phone', 'status', '--file', john)).out).toContain('active')

  const again = await server.cli('demo')
  expect(again).toMatchObject({ code: 0 })
  expect(again.out).toContain('has its sample data')
  expect(again.out).not.toContain('phone watch')
  expect(await readdir(folder)).toHaveLength(3)
})

test('without an organisation the command says so', { timeout: 120_000 }, async () => {
  await using server = await startInstance()
  expect(await server.cli('demo')).toMatchObject({
    code: 1,
    err: expect.stringContaining('has not been set up yet'),
  })
})
