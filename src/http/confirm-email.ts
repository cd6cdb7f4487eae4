import { Problem } from '#contract/problem.ts'
import { confirmEmail, type EmailLink, readEmailLink } from '#domain/emails/confirm-email.ts'
import { nobody, transact, type Work } from '#domain/work.ts'
import { confirmEmailPage } from '#pages/confirm-email.ts'
import { confirmEmailTexts } from '#pages/texts/confirm-email.ts'
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
  const words = confirmEmailTexts(site.language)
  if (link.kind === 'confirmed') {
    const { title } = words.confirmed
    return sendPage(c, messagePage({ site, title, text: words.confirmed[link.change](link.email) }))
  }
  return link.kind === 'taken'
    ? sendPage(c, messagePage({ site, ...words.taken }), 409)
    : sendPage(c, messagePage({ site, ...words.over }), 410)
}

const inUnit = <T>(edge: Edge, c: Call, access: 'read' | 'write', unit: (work: Work) => Promise<T>) =>
  transact(edge.ground, c.var.tenancy, access, nobody(c.var.tenancy.tenantId, c.var.origin), unit)
