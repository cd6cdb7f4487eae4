import { getCookie } from 'hono/cookie'
import { type LiveHint, livePath } from '#contract/live.ts'
import { permissionsOf } from '#contract/permissions.ts'
import { Problem } from '#contract/problem.ts'
import { findSession, type LiveSession } from '#domain/sessions/find-session.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { Hub, Notice } from '#platform/hub.ts'
import { authenticate } from './authenticate.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'

const topics = [
  'user',
  'session',
  'approval-request',
  'claim',
  'application',
  'job',
  'provider',
  'settings',
  'passkey',
  'case',
] as const satisfies LiveHint['topic'][]
const heartbeatMs = 15_000
/** A person has a few windows open; more is a loop. */
const maximumOfSession = 8
/** Events that a slow reader may be behind before it is told to read everything again. */
const maximumWaiting = 64

/**
 * The stream by which the console hears that something changed. It carries hints and no facts, so it may lose some and says so.
 * It asks the database at its heartbeat and when its own session or person is spoken of, never for a hint.
 */
export const live: Door = (app, edge) => {
  const tenants = createFanOut(edge.ground.database.hub)
  const openOf = new Map<string, number>()

  app.get(livePath, async (c) => {
    const { actor, session } = await authenticate(edge, c)
    if (!actor.permissions.has('users:read')) throw new Problem('forbidden')
    const open = openOf.get(session.id) ?? 0
    if (open >= maximumOfSession)
      throw new Problem('rate-limited', undefined, { members: { retryAfterSeconds: 15 } })
    openOf.set(session.id, open + 1)
    const onClose = () => {
      const left = (openOf.get(session.id) ?? 1) - 1
      if (left > 0) openOf.set(session.id, left)
      else openOf.delete(session.id)
    }
    const body = stream(edge, c, tenants, { sessionId: session.id, userId: session.userId }, onClose)
    c.header('content-type', 'text/event-stream; charset=utf-8')
    c.header('cache-control', 'no-store')
    // A proxy that gathers answers would keep them until the stream ends.
    c.header('x-accel-buffering', 'no')
    return c.body(body)
  })
}

function stream(
  edge: Edge,
  c: Call,
  tenants: FanOut,
  own: { sessionId: string; userId: string },
  onClose: () => void,
): ReadableStream<Uint8Array> {
  const { tenancy } = c.var
  const token = getCookie(c, sessionCookieName(tenancy)) ?? ''
  const encoder = new TextEncoder()
  let close = () => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let open = true
        let missed = false
        const send = (text: string) => {
          if (open) controller.enqueue(encoder.encode(text))
        }
        const hear = (hint: LiveHint | null) => {
          if (hint && (hint.id === own.sessionId || hint.id === own.userId)) void check()
          if (!hint || missed || (controller.desiredSize ?? 0) <= 0) missed = true
          else send(`event: hint\ndata: ${JSON.stringify(hint)}\n\n`)
          if (!hint) tellMissed()
        }
        const tellMissed = () => {
          if (!missed || (controller.desiredSize ?? 0) <= 0) return
          missed = false
          send('event: gap\ndata: {}\n\n')
        }
        const check = async () => {
          // An open window is nobody's activity: it must not keep a session from falling idle.
          const session = await findSession(edge.ground, tenancy.tenantId, token, {
            touch: false,
            inConsole: true,
          }).catch(() => 'unknown' as const)
          const mayHear = session === 'unknown' || (session && hears(session))
          if (mayHear || !open) return
          send('event: ended\ndata: {}\n\n')
          close()
        }
        const unsubscribe = tenants.listen(tenancy.tenantId, hear)
        const heartbeat = setInterval(() => {
          tellMissed()
          send(': hb\n\n')
          void check()
        }, heartbeatMs)
        close = () => {
          if (!open) return
          open = false
          unsubscribe()
          clearInterval(heartbeat)
          edge.stopping.removeEventListener('abort', close)
          onClose()
          try {
            controller.close()
          } catch {
            // The reader went away first: it is closed.
          }
        }
        edge.stopping.addEventListener('abort', close)
        send('retry: 2000\n: open\n\n')
      },
      cancel: () => close(),
    },
    { highWaterMark: maximumWaiting },
  )
}

/** A role that was taken away counts from this instant here too. */
const hears = ({ adminRole }: LiveSession): boolean =>
  adminRole !== null && permissionsOf[adminRole].includes('users:read')

interface FanOut {
  /** Hears the hints of a tenant; null for "some may have been missed". */
  listen(tenantId: string, listener: (hint: LiveHint | null) => void): () => void
}

/** One subscription for each topic in the process, however many windows are open. */
function createFanOut(hub: Hub): FanOut {
  const byTenant = new Map<string, Set<(hint: LiveHint | null) => void>>()
  for (const topic of topics) {
    hub.subscribe(topic, ({ tenantId, id }: Notice) => {
      for (const listener of byTenant.get(tenantId) ?? []) listener({ topic, id })
    })
  }
  hub.onGap(() => {
    for (const listeners of byTenant.values()) for (const listener of listeners) listener(null)
  })
  return {
    listen(tenantId, listener) {
      const listeners = byTenant.get(tenantId) ?? new Set()
      byTenant.set(tenantId, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && byTenant.get(tenantId) === listeners) byTenant.delete(tenantId)
      }
    },
  }
}
