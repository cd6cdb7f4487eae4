import { afterAll, beforeAll, expect, test } from 'vitest'
import { endAccount } from '#domain/accounts/end-account.ts'
import { ensureAccount } from '#domain/accounts/ensure-account.ts'
import { restoreAccount } from '#domain/accounts/restore-account.ts'
import { speakTo } from '../../../test/oidc-application.ts'
import { type OidcServer, startOidcServer, type TestTenant } from '../../../test/oidc-server.ts'

let server: OidcServer
let tenant: TestTenant

beforeAll(async () => {
  server = await startOidcServer()
  tenant = await server.addTenant('acme', true)
})
afterAll(() => server?.stop())

const { authorize, codeFor, redeem, refresh, introspect, userinfo, tokensFor, newPerson, eventsOf } = speakTo(
  () => tenant,
)

test.for(['everyone', 'assigned'] as const)(
  'whoever was removed from an application that is open to %s has nothing there any more, and comes back when restored',
  async (access) => {
    const payroll = await tenant.addApplication()
    const wiki = await tenant.addApplication()
    const userId = await newPerson()
    const tokens = await tokensFor(payroll, userId)
    const elsewhere = await redeem(wiki, await codeFor(wiki, tokens.cookie))
    const code = await codeFor(payroll, tokens.cookie)
    const about = { userId, applicationId: payroll.id }
    await tenant.write(async (work) => {
      await work.db.updateTable('applications').set({ access }).where('id', '=', payroll.id).execute()
      await endAccount(work, { ...about, deactivateIfLast: true })
    })

    expect((await introspect(payroll, tokens.access)).body).toEqual({ active: false })
    expect((await userinfo(tokens.access)).status).toBe(401)
    expect((await refresh(payroll, tokens.refresh)).body.error).toBe('invalid_grant')
    expect((await redeem(payroll, code)).body.error).toBe('invalid_grant')
    // Signed in as they are, they are told so, and no account is made anew.
    const { response, location } = await authorize(payroll, tokens.cookie)
    const jar = [tokens.cookie, ...response.headers.getSetCookie().map((set) => set.split(';')[0])].join('; ')
    const page = await fetch(location ?? '', { headers: { cookie: jar }, redirect: 'manual' })
    expect(page.status).toBe(403)
    expect(await page.text()).toContain('your access to Payroll was ended')
    const quiet = await authorize(payroll, tokens.cookie, { prompt: 'none' })
    expect(quiet.answer.get('error')).toBe('access_denied')
    await expect(tenant.write((work) => ensureAccount(work, about))).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await eventsOf(userId)).toContain('user.signin.failed')

    // The session and the other application go on.
    expect((await introspect(wiki, elsewhere.body.access_token)).body.active).toBe(true)
    expect((await refresh(wiki, elsewhere.body.refresh_token)).status).toBe(200)
    expect((await authorize(wiki, tokens.cookie)).answer.get('code')).toBeTruthy()

    await tenant.write((work) => restoreAccount(work, about))
    expect((await refresh(payroll, tokens.refresh)).body.error).toBe('invalid_grant')
    expect((await redeem(payroll, await codeFor(payroll, tokens.cookie))).status).toBe(200)
  },
)

test('the decision alone refuses what was given out before: nothing has to be cleaned up first', async () => {
  const payroll = await tenant.addApplication()
  const userId = await newPerson()
  const tokens = await tokensFor(payroll, userId)
  const code = await codeFor(payroll, tokens.cookie)
  await tenant.write((work) =>
    work.db.updateTable('accounts').set({ endedAt: work.now }).where('userId', '=', userId).execute(),
  )
  expect((await introspect(payroll, tokens.access)).body).toEqual({ active: false })
  expect((await userinfo(tokens.access)).status).toBe(401)
  expect((await refresh(payroll, tokens.refresh)).body.error).toBe('invalid_grant')
  expect((await redeem(payroll, code)).body.error).toBe('invalid_grant')
})
