import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { LookupFunction } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createOutgoingFetch,
  isPublicAddress,
  type OutgoingOptions,
  OutgoingRefusedError,
} from './outgoing.ts'

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  return address.port
}

function outgoing(options: Partial<OutgoingOptions> = {}) {
  const made = createOutgoingFetch({ allowedHosts: [], timeoutMs: 2000, ...options })
  onTestFinished(() => made.close())
  return made
}

describe('an address that is not on the internet is refused', () => {
  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fc00::1]/',
    'https://[fe80::1]/',
    'https://[ff02::1]/',
    'https://100.64.0.1/',
    'https://198.18.0.1/',
    'https://192.0.0.8/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://240.0.0.1/',
    'http://example.org/',
    'https://user:password@example.org/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'not an address',
  ])('%s', async (url) => {
    await expect(outgoing()(url)).rejects.toThrow(OutgoingRefusedError)
  })
})

test('public addresses are public', () => {
  for (const ip of ['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111', '2a00:1450:4001:810::200e']) {
    expect(isPublicAddress(ip), ip).toBe(true)
  }
  for (const ip of ['', 'x', '1.1.1', '10.0.0.1', '::ffff:10.0.0.1'])
    expect(isPublicAddress(ip), ip).toBe(false)
})

describe('a name is judged by what it resolves to, at the moment of connecting', () => {
  const resolvesTo =
    (...answers: string[][]): LookupFunction =>
    (_hostname, _how, done) => {
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      done(
        null,
        (answer ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    }

  test('a private address', async () => {
    const fetch = outgoing({ lookup: resolvesTo(['10.0.0.1']) })
    await expect(fetch('https://push.example.org/')).rejects.toThrow(
      'push.example.org is not on a public address',
    )
  })

  test('a private address among public ones', async () => {
    const fetch = outgoing({ lookup: resolvesTo(['1.1.1.1', '::ffff:127.0.0.1']) })
    await expect(fetch('https://push.example.org/')).rejects.toThrow(OutgoingRefusedError)
  })

  test('no address', async () => {
    await expect(outgoing({ lookup: resolvesTo([]) })('https://push.example.org/')).rejects.toThrow(
      OutgoingRefusedError,
    )
  })

  test('a name that answers differently the second time', async () => {
    // The one answer that is checked is the one that is connected to: here nobody listens on it.
    let asked = 0
    const port = await listen((_request, response) => response.end('inside'))
    const fetch = outgoing({
      timeoutMs: 500,
      lookup: (_hostname, _how, done) => {
        asked += 1
        done(null, [{ address: asked === 1 ? '192.0.43.8' : '127.0.0.1', family: 4 }])
      },
    })
    await expect(fetch(`https://rebinding.example.org:${port}/`)).rejects.toThrow()
    await expect(fetch(`https://rebinding.example.org:${port}/`)).rejects.toThrow(OutgoingRefusedError)
  })
})

describe('an allowed host and port', () => {
  test('is reached, with method, headers and body', async () => {
    const port = await listen((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () =>
        response.writeHead(201, { 'x-ttl': request.headers['ttl'] }).end(`${request.method} ${body}`),
      )
    })
    const fetch = outgoing({ allowedHosts: [`127.0.0.1:${port}`] })
    const answer = await fetch(`http://127.0.0.1:${port}/push`, {
      method: 'POST',
      headers: { ttl: '5' },
      body: 'wake',
    })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('x-ttl')).toBe('5')
    expect(Buffer.from(answer.body).toString()).toBe('POST wake')
    await expect(fetch(`http://127.0.0.1:${port + 1}/`)).rejects.toThrow(OutgoingRefusedError)
    await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow(OutgoingRefusedError)
  })

  test('may not send it elsewhere: a redirect is an answer', async () => {
    let followed = 0
    const inside = await listen((_request, response) => {
      followed += 1
      response.end()
    })
    const port = await listen((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${inside}/` }).end(),
    )
    const answer = await outgoing({ allowedHosts: [`127.0.0.1:${port}`] })(`http://127.0.0.1:${port}/`)
    expect(answer.status).toBe(302)
    expect(followed).toBe(0)
  })

  test('may not answer more than the limit, packed or plain', async () => {
    const big = Buffer.alloc(200_000)
    const port = await listen((request, response) => {
      if (request.url === '/plain') return response.end(big)
      return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(big))
    })
    const fetch = outgoing({ allowedHosts: [`127.0.0.1:${port}`], maxBytes: 100_000 })
    await expect(fetch(`http://127.0.0.1:${port}/plain`)).rejects.toThrow()
    await expect(fetch(`http://127.0.0.1:${port}/packed`)).rejects.toThrow(OutgoingRefusedError)
  })

  test('may not keep us waiting, before the answer or within it', async () => {
    const port = await listen((request, response) => {
      if (request.url === '/slow') response.write('a')
    })
    const fetch = outgoing({ allowedHosts: [`127.0.0.1:${port}`], timeoutMs: 200 })
    await expect(fetch(`http://127.0.0.1:${port}/silent`)).rejects.toThrow()
    await expect(fetch(`http://127.0.0.1:${port}/slow`)).rejects.toThrow()
  })
})
