import pg from 'pg'
import * as z from 'zod/mini'
import type { Hub, Notice } from './hub.ts'
import { createSubscriptions } from './local-hub.ts'
import type { Log } from './log.ts'
import { randomToken } from './random.ts'

const channel = 'latchkey'
/** PostgreSQL refuses a payload of 8,000 bytes; what is in it is ASCII but for topics, which are ours. */
const payloadLimit = 7000
/** Notices kept while the connection is away. With more than these the others are told that they missed some. */
const backlogLimit = 1000
const heartbeatMs = 1000
const heartbeatLimitMs = 2000
/** How long the end waits for notices that are on their way. */
const lastWordsMs = 1000
const backoffMs = { first: 50, most: 5000 }

const Payload = z.object({
  from: z.string(),
  /** Topic, tenant, id. */
  notices: z.array(z.tuple([z.string(), z.string(), z.string()])),
  /** The sender could not keep all it had to say. */
  gap: z.optional(z.boolean()),
})

/**
 * A hub over `LISTEN` and `NOTIFY`, on one connection of its own, which comes back by itself with a growing pause.
 * A heartbeat finds a connection that died without saying so.
 *
 * `started` fulfils when it listens, or when the first attempt failed: the database answers or it does not, and
 * the rest of the house says so.
 */
export function createPostgresqlHub(
  config: pg.ClientConfig,
  log: Log,
): Hub & { readonly started: Promise<void> } {
  const self = randomToken(9)
  /** How what this process says begins, which it heard at once. */
  const own = JSON.stringify({ from: self }).slice(0, -1)
  const subscriptions = createSubscriptions(log)
  let client: pg.Client | undefined
  let closed = false
  let listening = false
  let pause = backoffMs.first
  let retry: NodeJS.Timeout | undefined
  let backlog: Notice[] = []
  let overflowed = false
  let sending: Promise<void> | undefined
  let everConnected = false

  async function connect(): Promise<void> {
    if (closed) return
    const next = new pg.Client(config)
    client = next
    next.on('error', (error) => lose(next, error))
    next.on('end', () => lose(next))
    next.on('notification', ({ payload }) => hear(payload ?? ''))
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
    } catch (error) {
      return lose(next, error)
    }
    if (client !== next || closed) return
    listening = true
    pause = backoffMs.first
    beat(next)
    // What was published between the loss and now is gone: whoever caches starts anew.
    if (everConnected) subscriptions.reportGap()
    everConnected = true
    send()
  }

  function lose(lost: pg.Client, error?: unknown): void {
    if (client !== lost) return
    client = undefined
    const wasListening = listening
    listening = false
    lost.end().catch(() => {})
    if (closed) return
    log.warn({ err: error, pauseMs: pause }, 'the listening database connection is lost; connecting again')
    retry = setTimeout(connect, pause).unref()
    pause = Math.min(pause * 2, backoffMs.most)
    if (wasListening) subscriptions.reportGap()
  }

  function beat(alive: pg.Client): void {
    const timer = setTimeout(async () => {
      if (client !== alive) return
      const limit = setTimeout(() => {
        lose(alive, new Error('the heartbeat was not answered'))
        // A polite goodbye would wait for the same silence.
        alive.connection?.stream?.destroy()
      }, heartbeatLimitMs)
      await alive.query('select 1').catch((error: unknown) => lose(alive, error))
      clearTimeout(limit)
      beat(alive)
    }, heartbeatMs)
    timer.unref()
  }

  function hear(text: string): void {
    if (text.startsWith(own)) return
    const payload = parse(text)
    if (!payload) log.warn('a notification that is not ours was ignored')
    for (const [topic, tenantId, id] of payload?.notices ?? []) subscriptions.deliver({ topic, tenantId, id })
    if (payload?.gap) subscriptions.reportGap()
  }

  function send(): void {
    sending ??= sendBacklog().finally(() => {
      sending = undefined
    })
  }

  async function sendBacklog(): Promise<void> {
    try {
      while (listening && client && (backlog.length > 0 || overflowed)) {
        const notices = takeBatch(backlog)
        const gap = overflowed
        const body = { from: self, notices: notices.map((n) => [n.topic, n.tenantId, n.id]), gap }
        const values = [channel, JSON.stringify(body)]
        await client.query({ name: 'notify', text: 'select pg_notify($1, $2)', values })
        backlog = backlog.filter((notice) => !notices.includes(notice))
        if (gap) overflowed = false
      }
    } catch (error) {
      // They stay in the backlog, and go out when the connection is back.
      log.warn({ err: error }, 'notices could not be sent yet')
    }
  }

  const started = connect()
  return {
    started,
    get listening() {
      return listening
    },
    publish(notices) {
      for (const notice of notices) subscriptions.deliver(notice)
      if (closed || notices.length === 0) return
      if (backlog.length + notices.length > backlogLimit) {
        backlog = []
        overflowed = true
      } else {
        backlog.push(...notices)
      }
      send()
    },
    subscribe: subscriptions.subscribe,
    onGap: subscriptions.onGap,
    async close() {
      closed = true
      clearTimeout(retry)
      await started
      // What was committed just before the end is still told.
      await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, lastWordsMs).unref())])
      const last = client
      client = undefined
      listening = false
      subscriptions.clear()
      await last?.end().catch(() => {})
    },
  }
}

/** The first notices that fit into one payload; at least one. */
function takeBatch(backlog: readonly Notice[]): Notice[] {
  const batch: Notice[] = []
  let size = 100
  for (const notice of backlog) {
    size += notice.topic.length + notice.tenantId.length + notice.id.length + 12
    if (size > payloadLimit && batch.length > 0) break
    batch.push(notice)
  }
  return batch
}

function parse(text: string): z.output<typeof Payload> | undefined {
  try {
    return Payload.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
