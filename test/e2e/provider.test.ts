import { afterEach, expect, test } from 'vitest'
import type { ProviderId } from '#contract/ids.ts'
import { createProvider } from '#contract/providers.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { listen } from '#http/listen.ts'
import { newId } from '#platform/id.ts'
import { launchChromium } from '../chromium.ts'
import { createHouse } from '../harness.ts'
import { freePort } from '../oidc-server.ts'
import { startUpstreamSaml } from '../upstream-saml.ts'

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

// What a browser sends along with a post from another site, and with the page that follows, only a browser knows.
test('a browser comes back from a SAML provider of another site with the cookies of its sign-in', async () => {
  const port = await freePort()
  const address = `http://localhost:${port}`
  // A new id carries its brand from here on.
  const providerId = newId() as ProviderId
  const idp = await startUpstreamSaml(`${address}/providers/${providerId}/acs`)
  undo.push(idp.stop)
  const { house, close } = await createHouse({ address })
  undo.push(close)
  const listening = await listen(house.app, { host: 'localhost', port })
  undo.push(() => listening.close(100))
  const { entityId, signInUrl, certificate } = idp
  await house.as(await house.addOwner())(createProvider, {
    params: {},
    body: {
      id: providerId,
      kind: 'saml',
      name: 'Contoso',
      enabled: true,
      trusted: true,
      createsUsers: true,
      settings: {
        protocol: 'saml',
        entityId,
        signInUrl,
        certificates: [certificate],
        emailAttribute: 'mail',
      },
    },
  })
  idp.present({ nameId: 'kim-at-contoso', email: 'kim@contoso.example' })

  const chromium = await launchChromium()
  undo.push(chromium.close)
  const page = await chromium.context.newPage()
  await page.goto(`${address}/sign-in?to=/account`)
  await page.getByRole('button', { name: 'Continue with Contoso' }).click()
  await page.waitForURL(`${address}/account`)
  const cookies = await chromium.context.cookies(address)
  expect(cookies.map(({ name }) => name)).toContain(sessionCookieName(house.tenancy))
  expect(await house.events()).toContain('user.signin.succeeded')
}, 60_000)
