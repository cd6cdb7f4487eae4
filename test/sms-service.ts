import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TakenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A text service that answers as it is told, and keeps what came. */
export interface TestSmsService {
  readonly url: string
  /** For the guard of outgoing requests. */
  readonly host: string
  readonly requests: readonly TakenRequest[]
  /** The next answers; then 201 again. */
  answer(...statuses: (number | { status: number; headers: Record<string, string> })[]): void
  stop(): Promise<void>
}

export async function startSmsService(): Promise<TestSmsService> {
  const requests: TakenRequest[] = []
  const answers: { status: number; headers: Record<string, string> }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      requests.push({ method, path, headers, body: Buffer.concat(chunks).toString('utf8') })
      const { status, headers: extra } = answers.shift() ?? { status: 201, headers: {} }
      response.writeHead(status, { 'content-type': 'application/json', ...extra }).end('{"sid":"SM1"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    requests,
    answer: (...statuses) => {
      answers.push(...statuses.map((one) => (typeof one === 'number' ? { status: one, headers: {} } : one)))
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
