import { type HelpFacts, nothingKnown } from '#contract/help.ts'
import { readSetting } from '#domain/settings/read-setting.ts'
import { nobody, transact, type Work } from '#domain/work.ts'
import { helpPage } from '#pages/help.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge, Env } from './edge.ts'
import { pageRoute, sendPage, siteOf } from './serve-page.ts'

/** Help for the people who sign in; it needs neither a session nor an organisation. */
export const helpDoor: Door = (app, edge) => {
  app.get(
    '/help',
    pageRoute(edge, async (c) => sendPage(c, helpPage({ site: siteOf(c), facts: await factsOf(edge, c) }))),
  )
}

/** What the organisation allows, so that nobody is sent to a way that it does not offer. */
async function factsOf(edge: Edge, c: Call): Promise<HelpFacts> {
  const tenancy = c.get('tenancy') as Env['Variables']['tenancy'] | undefined
  if (!tenancy) return nothingKnown
  return transact(edge.ground, tenancy, 'read', nobody(tenancy.tenantId, c.var.origin), factsFrom)
}

async function factsFrom(work: Work): Promise<HelpFacts> {
  const signIn = await readSetting(work, 'sign-in')
  const { allowed } = await readSetting(work, 'password')
  const { lifetimeHours, idleMinutes } = await readSetting(work, 'session')
  return {
    mailCodes: signIn.mailCodes && work.channels.mail !== 'none',
    smsCodes: signIn.smsCodes && work.channels.sms !== null,
    overrides: signIn.overrides,
    passwords: allowed !== 'no' && signIn.order.includes('password'),
    contact: (await readSetting(work, 'texts')).helpContact,
    session: { hours: lifetimeHours, idleMinutes },
  }
}
