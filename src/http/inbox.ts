import { Problem } from '#contract/problem.ts'
import { findInboxMail, listInboxMails } from '#domain/outbox/inbox.ts'
import { systemActor, transact, type Work } from '#domain/work.ts'
import { inboxPage, mailPage, mailPolicy } from '#pages/inbox.ts'
import { isLoopbackAddress } from '#platform/client-address.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { pageRoute, sendPage, siteOf } from './serve-page.ts'
import { waitStream } from './wait-stream.ts'
import { createWatch } from './watch.ts'

/**
 * The mails of an installation without a mail server, for whoever sits at the computer itself. They hold setup links, so everything has
 * to say that it is so: the installation's address, the far end of the connection, the host that was asked for, and that no proxy had its
 * hands on it. Otherwise there is no such page.
 */
export const inboxDoor: Door = (app, edge) => {
  const watch = createWatch(edge.ground.database.hub, 'outbox', ({ tenantId }) => tenantId)

  app.get(
    '/inbox',
    pageRoute(edge, async (c) => {
      await requireThisComputer(edge, c)
      const mails = await listMails(edge, c)
      return sendPage(c, inboxPage({ site: siteOf(c), mails, state: stateOf(mails) }))
    }),
  )
  app.get('/inbox/events', async (c) => {
    await requireThisComputer(edge, c)
    const tenancy = tenancyOf(c)
    if (!tenancy) throw new Problem('not-found')
    // Far away: it changes when a mail comes, not by itself.
    const changesAt = new Date(8.64e15)
    const look = async () => ({ state: stateOf(await listMails(edge, c)), changesAt })
    return waitStream(edge, c, { watch, id: tenancy.tenantId, look })
  })
  app.get(
    '/inbox/:id',
    pageRoute(edge, async (c) => {
      await requireThisComputer(edge, c)
      const id = c.req.param('id') ?? ''
      const mail = /^[0-9a-f-]{36}$/.test(id)
        ? await read(edge, c, (work) => findInboxMail(work, { id }))
        : undefined
      if (!mail) throw new Problem('not-found')
      const show = c.req.query('show') === 'text' ? 'text' : 'html'
      const page = await sendPage(c, mailPage({ site: siteOf(c), mail, show }))
      page.headers.set('content-security-policy', mailPolicy)
      return page
    }),
  )
}

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** @throws {Problem} `not-found` */
async function requireThisComputer(edge: Edge, c: Call): Promise<void> {
  const { ip, host, forwarded } = c.var.client
  const { url } = await edge.tenants.addresses()
  const allowed =
    edge.mailKind() === 'inbox' &&
    new URL(url).hostname === 'localhost' &&
    isLoopbackAddress(ip) &&
    !forwarded &&
    // Another name that leads here is a page of somebody else's making (DNS rebinding).
    host !== undefined &&
    localHosts.has(host.replace(/:\d+$/, ''))
  if (!allowed) throw new Problem('not-found')
}

const listMails = async (edge: Edge, c: Call) => (await read(edge, c, listInboxMails)) ?? []

const stateOf = (mails: readonly { id: string }[]) => mails[0]?.id ?? 'none'

/** Undefined before set-up. */
const tenancyOf = (c: Call) => c.get('tenancy') as Call['var']['tenancy'] | undefined

async function read<T>(edge: Edge, c: Call, unit: (work: Work) => Promise<T>): Promise<T | undefined> {
  const tenancy = tenancyOf(c)
  return tenancy && transact(edge.ground, tenancy, 'read', systemActor(tenancy.tenantId), unit)
}
