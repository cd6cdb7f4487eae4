import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Env } from './edge.ts'

export interface ListenConfig {
  readonly host: string
  readonly port: number
  /** Files in PEM; without them plain http is spoken, for this computer or a proxy. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string }
}

export interface Listening {
  readonly port: number
  /** Takes no more connections, and answers what was begun; what is not answered after `limitMs` is cut off. */
  close(limitMs: number): Promise<void>
}

const limits = {
  // A client that is slow to say what it wants holds a connection and nothing else, and not for long.
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
} as const

/**
 * Serves HTTP/1.1 on a port of its own.
 *
 * @throws {Error} when the port is taken or the certificate cannot be read, in words for the operator.
 */
export async function listen(app: Hono<Env>, config: ListenConfig): Promise<Listening> {
  const listener = getRequestListener((request, env) => app.fetch(request, env))
  const server: Server = config.tls
    ? createTlsServer({ ...limits, ...readTls(config.tls), minVersion: 'TLSv1.2' }, listener)
    : createHttpServer(limits, listener)
  server.maxRequestsPerSocket = 1000
  server.listen(config.port, config.host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(explain(cause, config), { cause })
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return { port: address.port, close: (limitMs) => close(server, limitMs) }
}

async function close(server: Server, limitMs: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  // Kept-alive connections fall idle one after the other as they are answered.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const cut = setTimeout(() => server.closeAllConnections(), limitMs)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}

function readTls({ certFile, keyFile }: { certFile: string; keyFile: string }) {
  const read = (file: string, what: string) => {
    try {
      return readFileSync(file)
    } catch (cause) {
      throw new Error(`${what} ${file} cannot be read`, { cause })
    }
  }
  return { cert: read(certFile, 'LATCHKEY_TLS_CERT'), key: read(keyFile, 'LATCHKEY_TLS_KEY') }
}

function explain(error: unknown, { host, port }: ListenConfig): string {
  const code = (error as { code?: string }).code
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use. Stop what listens there, or choose another with LATCHKEY_PORT.`
  }
  if (code === 'EACCES')
    return `Port ${port} may not be used by this account. Choose one above 1023 with LATCHKEY_PORT.`
  if (code === 'EADDRNOTAVAIL') return `This computer does not have the address ${host}: check LATCHKEY_HOST.`
  return `Cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`
}
