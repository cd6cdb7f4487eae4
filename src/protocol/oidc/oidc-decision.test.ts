import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountId, SessionId } from '#contract/ids.ts'
import { endSession } from '#domain/sessions/end-session.ts'
import { decideSignIn } from '#domain/sign-in/decide-sign-in.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { speakTo } from '../../../test/oidc-application.ts'
import { type OidcServer, startOidcServer, type TestTenant } from '../../../test/oidc-server.ts'
import { findPerson } from './person.sql.ts'

let server: OidcServer
let tenant: TestTenant

beforeAll(async () => {
  server = await startOidcServer()
  tenant = await server.addTenant('acme', true)
})
afterAll(() => server?.stop())

const { authorize, redeem, refresh, introspect, userinfo, newPerson } = speakTo(() => tenant)

test('nobody who is not active has or gets a token, whatever happens in whatever order', async () => {
  const application = await tenant.addApplication()
  const step = fc.constantFrom(
    'sign in',
    'refresh',
    'suspend',
    'reactivate',
    'revoke session',
    'redeem',
    'ask for a code',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      const userId = await newPerson()
      let active = true
      let session: Awaited<ReturnType<TestTenant['signIn']>> | undefined
      const alive = new Set<string>()
      let code: string | null = null
      const access: string[] = []
      let renewing: string | undefined
      const got = ({ status, body }: Awaited<ReturnType<typeof redeem>>) => {
        if (status !== 200) return
        expect(active).toBe(true)
        access.push(body.access_token)
        renewing = body.refresh_token
      }
      for (const what of steps) {
        if (what === 'sign in' && active) {
          session = await tenant.signIn(userId)
          alive.add(session.sessionId)
        }
        if (what === 'ask for a code' && session) {
          const { answer } = await authorize(application, session.cookie)
          if (answer.get('code')) expect(active && alive.has(session.sessionId)).toBe(true)
          code = answer.get('code') ?? code
        }
        if (what === 'redeem' && code) got(await redeem(application, code))
        if (what === 'refresh' && renewing) got(await refresh(application, renewing))
        if (what === 'revoke session' && session) {
          await tenant.write((work) =>
            endSession(work, { userId, sessionId: session?.sessionId as SessionId, why: 'administrator' }),
          )
          alive.delete(session.sessionId)
        }
        if (what === 'suspend') {
          active = false
          await tenant.setStatus(userId, 'deactivated')
        }
        if (what === 'reactivate') {
          active = true
          await tenant.setStatus(userId, 'active')
        }
        if (active) continue
        for (const token of access) {
          expect((await introspect(application, token)).body.active).toBe(false)
          expect((await userinfo(token)).status).toBe(401)
        }
        if (renewing) expect((await refresh(application, renewing)).status).toBe(400)
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('the one decision is the same, whether its facts come in one trip or in several', async () => {
  const statuses = ['active', 'deactivated'] as const
  for (const status of statuses)
    for (const access of ['everyone', 'assigned'] as const)
      for (const enabled of [true, false])
        for (const account of [true, false, 'ended'] as const) {
          const application = await tenant.addApplication({ access })
          const userId = await newPerson()
          await tenant.write(async (work) => {
            if (account)
              await work.db
                .insertInto('accounts')
                .values({
                  tenantId: tenant.tenancy.tenantId,
                  id: newId() as AccountId,
                  userId,
                  applicationId: application.id,
                  subject: randomToken(),
                  status: 'active',
                  createdAt: work.now,
                  endedAt: account === 'ended' ? work.now : null,
                })
                .execute()
            await work.db
              .updateTable('applications')
              .set({ enabled })
              .where('id', '=', application.id)
              .execute()
          })
          await tenant.setStatus(userId, status)
          const person = await findPerson(server.ground, tenant.tenancy, userId, application.id)
          const verdict = await tenant.write((work) =>
            decideSignIn(work, { userId, applicationId: application.id, purpose: 'refresh' }),
          )
          expect(person?.verdict).toEqual(verdict)
        }
})
