import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { preparePassword } from '#domain/passwords/prepare-password.ts'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { createHouse } from '../../test/harness.ts'
import { startInstance } from '../../test/instance.ts'
import { failuresFor, givePassword, setPolicy, strangerOf } from '../../test/passwords.ts'
import { createBreachCounter } from './breach-range.ts'

const known = new Map([
  ['grey heron in the reeds', 12],
  ['blue heron in the reeds', 1],
])

interface Asked {
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A range service as Have I Been Pwned describes its own, on the loopback; it knows the two above. */
async function startRange(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (request, response) => {
    const prefix = request.url?.slice('/range/'.length) ?? ''
    const lines = [...known].flatMap(([password, count]) => {
      const hash = sha1(password)
      return hash.startsWith(prefix) ? [`${hash.slice(5)}:${count}`] : []
    })
    // Padding: suffixes that nobody has, with a count of 0; one of them might be anybody's.
    for (let n = 0; n < 800; n++) lines.push(`${sha1(`padding ${n}`).slice(5)}:0`)
    response.end(lines.sort().join('\r\n'))
  },
) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      asked.push({ url: request.url ?? '', headers: request.headers, body })
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const fetch = createOutgoingFetch({ allowedHosts: [`127.0.0.1:${port}`] })
  const count = createBreachCounter({ url: new URL(`http://127.0.0.1:${port}/range/`), fetch })
  return {
    asked,
    url: `http://127.0.0.1:${port}/range/`,
    count,
    ask: (password: string, ms = 2000) => count(password, AbortSignal.timeout(ms)),
    async [Symbol.asyncDispose]() {
      await fetch.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase()

describe('the range service', () => {
  test('says how often a password is known, and padding counts for nothing', async () => {
    await using range = await startRange()
    expect(await range.ask('grey heron in the reeds')).toBe(12)
    expect(await range.ask('blue heron in the reeds')).toBe(1)
    expect(await range.ask('nobody has this heron')).toBe(0)
    expect(await range.ask('padding 7')).toBe(0)
  })

  test('hears five digits of a hash and nothing else', async () => {
    await using range = await startRange()
    await range.ask('grey heron in the reeds')
    const hash = sha1('grey heron in the reeds')
    const [asked] = range.asked
    expect(asked?.url).toBe(`/range/${hash.slice(0, 5)}`)
    expect(asked?.headers['add-padding']).toBe('true')
    const everything = JSON.stringify(range.asked)
    expect(everything).not.toContain(hash.slice(5))
    expect(everything).not.toContain('heron')
    expect(asked?.headers).not.toHaveProperty('cookie')
  })

  test.each([
    ['an error', (response: ServerResponse) => response.writeHead(503).end('busy')],
    ['a page', (response: ServerResponse) => response.end('<html>Sign in to this network</html>')],
    ['nothing', (response: ServerResponse) => response.end()],
    ['a redirect', (response: ServerResponse) => response.writeHead(302, { location: '/other' }).end()],
    ['more than anybody sends', (response: ServerResponse) => response.end('A'.repeat(2 ** 21))],
  ])('that answers %s has not answered', async (_, answer) => {
    await using range = await startRange((_request, response) => answer(response))
    await expect(range.ask('x')).rejects.toThrow()
  })

  test('that does not answer in time is not waited for', async () => {
    await using range = await startRange(() => {})
    await expect(range.ask('x', 50)).rejects.toThrow()
  })
})

describe('a new password', () => {
  test('that is known from a breach is refused', async () => {
    await using range = await startRange()
    const { house, close } = await createHouse({ countBreaches: range.count })
    const kim = await house.addUser()
    expect(await failuresFor(house, kim, 'grey heron in the reeds')).toEqual(['breached'])
    expect(await failuresFor(house, kim, 'green heron in the reeds')).toEqual([])
    // What is wrong at a glance, or on the local list, is asked of nobody.
    const before = range.asked.length
    await failuresFor(house, kim, 'short')
    await failuresFor(house, kim, 'password1')
    await setPolicy(house, { blockBreached: false })
    expect(await failuresFor(house, kim, 'grey heron in the reeds')).toEqual([])
    expect(range.asked).toHaveLength(before)
    await close()
  })

  test('is looked up as it is hashed: in one form of Unicode', async () => {
    await using range = await startRange()
    const { house, close } = await createHouse({ countBreaches: range.count })
    const kim = await house.addUser()
    await failuresFor(house, kim, 'un cafe\u0301 noir')
    expect(range.asked.at(-1)?.url).toBe(`/range/${sha1('un caf\u00e9 noir').slice(0, 5)}`)
    await close()
  })

  test('goes by the local list while nobody answers, and that is among the events', async () => {
    await using range = await startRange((_request, response) => response.writeHead(500).end())
    const { house, close } = await createHouse({ countBreaches: range.count })
    const kim = await house.addUser()
    expect(await failuresFor(house, kim, 'password1')).toEqual(['common'])
    const { tenancy } = house
    const outcome = await preparePassword(house.ground, tenancy, strangerOf(tenancy), {
      userId: kim.id,
      password: 'grey heron in the reeds',
      words: [],
    })
    expect(outcome).toMatchObject({ kind: 'ready', prepared: { breachUnchecked: true } })
    await givePassword(house, kim, 'grey heron in the reeds')
    expect(await house.events()).toEqual(['user.password.set', 'user.password.breach-check-unavailable'])
    await close()
  })
})

test('a server asks the address that its operator named, also on a private network', async () => {
  await using range = await startRange()
  await using server = await startInstance({ env: { LATCHKEY_BREACH_URL: range.url } })
  const set = async (password: string) => {
    const response = await fetch(`${server.url}/setup`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: server.url },
      body: new URLSearchParams({
        code: server.setupCode ?? '',
        organisation: 'Northwind',
        address: server.url,
        firstName: 'Amara',
        lastName: 'Okafor',
        email: 'amara@northwind.example',
        password,
      }),
    })
    return { status: response.status, text: await response.text() }
  }
  const refused = await set('grey heron in the reeds')
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('known from a data breach')
  expect((await set('green heron in the reeds')).status).toBe(303)
  expect(range.asked).toHaveLength(2)
  expect(server.log()).not.toContain('heron')
})
