import { Problem } from '#contract/problem.ts'
import { confirmEmail, type EmailLink, readEmailLink } from '#domain/emails/confirm-email.ts'
import { nobody, transact, type Work } from '#domain/work.ts'
import { confirmEmailPage } from '#pages/confirm-email.ts'
import { messagePage } from '#pages/trouble.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { pageRoute, readForm, sendPage, siteOf } from './serve-page.ts'

/** The page behind the link that confirms an address: opening it shows, the button confirms. */
export const confirmEmailDoor: Door = (app, edge) => {
  app.get(
    '/confirm-email',
    pageRoute(edge, async (c) => {
      const token = c.req.query('token') ?? ''
      return show(c, token, await inUnit(edge, c, 'read', (work) => readEmailLink(work, { token })))
    }),
  )
  app.post(
    '/confirm-email',
    pageRoute(edge, async (c) => {
      requireOwnOrigin(c)
      const token = (await readForm(c)).get('token') ?? ''
      const link = await inUnit(edge, c, 'write', (work) => confirmEmail(work, { token })).catch(
        (error: unknown): EmailLink => {
          // Somebody came to have the address in this very moment.
          if (error instanceof Problem && error.code === 'email-in-use') return { kind: 'taken', email: '' }
          throw error
        },
      )
      return show(c, token, link)
    }),
  )
}

function show(c: Call, token: string, link: EmailLink): Response | Promise<Response> {
  const site = siteOf(c)
  if (link.kind === 'open') {
    const path = `${site.base}/confirm-email`
    return sendPage(c, confirmEmailPage({ site, path, token, email: link.email, becomes: link.change }))
  }
  if (link.kind === 'confirmed') {
    const text =
      link.change === 'primary'
        ? `You sign in with ${link.email} from now on.`
        : `You can sign in with ${link.email} as well from now on.`
    return sendPage(c, messagePage({ site, title: 'Address confirmed', text }))
  }
  if (link.kind === 'taken') {
    const text =
      'This address belongs to another account by now, so nothing was changed. Ask your administrator.'
    return sendPage(c, messagePage({ site, title: 'This address is in use', text }), 409)
  }
  const text = 'It expired, was withdrawn, or a newer one was sent. Ask your administrator for another.'
  return sendPage(c, messagePage({ site, title: 'This link is not valid any more', text }), 410)
}

const inUnit = <T>(edge: Edge, c: Call, access: 'read' | 'write', unit: (work: Work) => Promise<T>) =>
  transact(edge.ground, c.var.tenancy, access, nobody(c.var.tenancy.tenantId, c.var.origin), unit)
