import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { importJWK, jwtVerify } from 'jose'

/** A message as the browser of the phone would get it. */
export interface ReceivedPush {
  readonly payload: unknown
  readonly ttl: number
  readonly urgency: string | undefined
  readonly topic: string | undefined
  /** Whom the sender says a push service may write to. */
  readonly subject: string | undefined
}

export interface TestSubscription {
  /** What a phone hands to the server when it enrols. */
  readonly subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
  /** Everything that was accepted, oldest first, also what a later message of the same topic replaced. */
  readonly received: ReceivedPush[]
  /** What waits for a phone that is offline: of each topic the newest. */
  waiting(): ReceivedPush[]
  /** The phone has gone: 410 from now on. */
  end(): void
}

/**
 * A push service (RFC 8030) for tests, on loopback. It checks what a real one checks, the sender's signature
 * (RFC 8292) among it, and decrypts what only the phone could (RFC 8291).
 */
export interface PushService {
  readonly origin: string
  /** For `LATCHKEY_PUSH_ALLOWED_HOSTS`. */
  readonly host: string
  /** @param serverKey the one VAPID key that may send to it; without it, any. */
  subscribe(serverKey?: string): TestSubscription
  /** Answers the next requests like this, one each, instead of looking at them. */
  refuse(...answers: readonly StagedAnswer[]): void
  /** Takes requests and does not answer them any more; with `false` those that come from now on are answered again. */
  hang(hangs: boolean): void
  /** How many requests were left without an answer. */
  readonly hanging: () => number
  /** Why messages were refused, newest last. */
  readonly refusals: string[]
  /** Fulfils when `condition` holds; it is asked at every request. */
  until(condition: () => boolean, limitMs?: number): Promise<void>
  stop(): Promise<void>
}

interface StagedAnswer {
  readonly status: number
  readonly headers?: Record<string, string>
  /** So many bytes of nothing. */
  readonly bytes?: number
}

interface Kept extends TestSubscription {
  readonly keys: ECDH
  readonly auth: Buffer
  readonly serverKey: string | undefined
  ended: boolean
}

/** What it takes at most (RFC 8030 §7.2 wants 4096 at least). */
const longestBody = 4096

export async function startPushService(): Promise<PushService> {
  const subscriptions = new Map<string, Kept>()
  const refusals: string[] = []
  const answers: StagedAnswer[] = []
  let hangs = false
  let hanging = 0
  const waiters = new Set<() => void>()

  const server = createServer((request, response) => {
    handle(request, response)
      .catch((error: unknown) =>
        refuse(response, 400, error instanceof Error ? error.message : String(error)),
      )
      .finally(() => {
        for (const look of [...waiters]) look()
      })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const host = `127.0.0.1:${address.port}`
  const origin = `http://${host}`

  function refuse(
    response: ServerResponse,
    status: number,
    why: string,
    { headers = {}, bytes = 0 }: Omit<StagedAnswer, 'status'> = {},
  ) {
    refusals.push(`${status} ${why}`)
    response.writeHead(status, headers).end(bytes > 0 ? Buffer.alloc(bytes) : why)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    if (hangs) {
      hanging += 1
      return
    }
    const staged = answers.shift()
    if (staged) return refuse(response, staged.status, 'staged', staged)
    const kept = subscriptions.get(request.url ?? '')
    if (!kept) return refuse(response, 404, 'no such subscription')
    if (kept.ended) return refuse(response, 410, 'the subscription is over')
    if (request.method !== 'POST') return refuse(response, 405, 'POST')
    const ttl = Number(request.headers['ttl'])
    if (!Number.isInteger(ttl) || ttl < 0) return refuse(response, 400, 'TTL (RFC 8030 §5.2)')
    if (body.length > longestBody) return refuse(response, 413, 'too large')
    if (request.headers['content-encoding'] !== 'aes128gcm') return refuse(response, 415, 'aes128gcm')
    const topic = request.headers['topic']?.toString()
    if (topic !== undefined && !/^[A-Za-z0-9_-]{1,32}$/.test(topic)) return refuse(response, 400, 'Topic')
    const vapid = await verifyVapid(request.headers.authorization, origin).catch((error: unknown) =>
      String(error),
    )
    if (typeof vapid === 'string') return refuse(response, 401, vapid)
    if (kept.serverKey !== undefined && kept.serverKey !== vapid.key)
      return refuse(response, 403, 'another VAPID key')

    kept.received.push({
      payload: JSON.parse(decrypt(body, kept.keys, kept.auth).toString('utf8')),
      ttl,
      urgency: request.headers['urgency']?.toString(),
      topic,
      subject: vapid.subject,
    })
    response.writeHead(201, { location: `${origin}/messages/${kept.received.length}` }).end()
  }

  return {
    origin,
    host,
    refusals,
    subscribe(serverKey) {
      const keys = createECDH('prime256v1')
      keys.generateKeys()
      const auth = randomBytes(16)
      const path = `/push/${randomBytes(12).toString('base64url')}`
      const received: ReceivedPush[] = []
      const kept: Kept = {
        subscription: {
          endpoint: origin + path,
          p256dh: keys.getPublicKey('base64url', 'uncompressed'),
          auth: auth.toString('base64url'),
        },
        received,
        waiting: () => [...new Map(received.map((push, index) => [push.topic ?? index, push])).values()],
        end() {
          kept.ended = true
        },
        keys,
        auth,
        serverKey,
        ended: false,
      }
      subscriptions.set(path, kept)
      return kept
    },
    refuse: (...more) => answers.push(...more),
    hang(next) {
      hangs = next
    },
    hanging: () => hanging,
    until(condition, limitMs = 10_000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiters.delete(look)
          reject(new Error(`nothing came; refused so far: ${refusals.join(', ') || 'nothing'}`))
        }, limitMs)
        function look() {
          if (!condition()) return
          waiters.delete(look)
          clearTimeout(timer)
          resolve()
        }
        waiters.add(look)
        look()
      })
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function verifyVapid(authorization: string | undefined, audience: string) {
  const match = /^vapid t=([^,\s]+), ?k=([A-Za-z0-9_-]+)$/.exec(authorization ?? '')
  const [, token, key] = match ?? []
  if (!token || !key) throw new Error('no VAPID')
  const point = Buffer.from(key, 'base64url')
  if (point.length !== 65 || point[0] !== 4) throw new Error('not an uncompressed point')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  const publicKey = await importJWK({ kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, 'ES256')
  const { payload } = await jwtVerify(token, publicKey, { audience, algorithms: ['ES256'] })
  const lifetime = (payload.exp ?? Number.POSITIVE_INFINITY) - Date.now() / 1000
  if (lifetime > 24 * 3600 + 60) throw new Error('VAPID for more than a day (RFC 8292 §2)')
  return { key, subject: payload.sub }
}

/** `aes128gcm` (RFC 8188) with the key agreement of RFC 8291 §3.4; one record. */
function decrypt(body: Buffer, keys: ECDH, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16)
  const idLength = body[20] ?? 0
  const senderKey = body.subarray(21, 21 + idLength)
  const record = body.subarray(21 + idLength)
  const shared = keys.computeSecret(senderKey)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), senderKey])
  const derive = (secret: Uint8Array, with_: Uint8Array, label: Uint8Array, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, with_, label, bytes))
  const keyMaterial = derive(shared, auth, info, 32)
  const key = derive(keyMaterial, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(keyMaterial, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  // The last record ends with 2, and zeros that hide its length.
  const end = padded.lastIndexOf(2)
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('the padding is wrong')
  return padded.subarray(0, end)
}
