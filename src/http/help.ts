import { helpPage } from '#pages/help.ts'
import type { Door } from './create-app.ts'
import { pageRoute, sendPage, siteOf } from './serve-page.ts'

/** Help for the people who sign in; it needs neither a session nor an organisation. */
export const helpDoor: Door = (app, edge) => {
  app.get(
    '/help',
    pageRoute(edge, async (c) => sendPage(c, helpPage({ site: siteOf(c) }))),
  )
}
