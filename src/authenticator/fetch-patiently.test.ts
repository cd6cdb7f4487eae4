import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { fetchPatiently } from './fetch-patiently.ts'

test('a server that says nothing is as none, and one that answers is heard', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/answers') response.end('here')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = (path: string, init: RequestInit, milliseconds: number) =>
    fetchPatiently(`http://127.0.0.1:${port}${path}`, init, milliseconds)
  try {
    await expect(ask('/silent', {}, 20)).rejects.toBeInstanceOf(TypeError)
    expect(await (await ask('/answers', {}, 30_000)).text()).toBe('here')
    // Whoever gives up by themselves hears that.
    await expect(ask('/silent', { signal: AbortSignal.timeout(20) }, 30_000)).rejects.toMatchObject({
      name: 'TimeoutError',
    })
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
