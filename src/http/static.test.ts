import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { type House, type TestUser, test } from '../../test/harness.ts'
import { createApp } from './create-app.ts'
import { staticDoor } from './static.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-static-'))
  writeFileSync(join(folder, 'secret.txt'), 'not to be served')
  for (const name of ['console', 'account', 'app']) {
    mkdirSync(join(folder, name, 'assets'), { recursive: true })
    mkdirSync(join(folder, name, '.vite'))
    writeFileSync(join(folder, name, 'index.html'), `<!doctype html><title>${name}</title>`)
    writeFileSync(join(folder, name, 'assets', 'main-abc123.js'), `console.log('${name}')${' '.repeat(2000)}`)
    writeFileSync(join(folder, name, 'sw.js'), '// worker')
    writeFileSync(join(folder, name, 'manifest.webmanifest'), '{}')
    writeFileSync(join(folder, name, '.vite', 'manifest.json'), '{}')
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The house with the folders above. */
function request(house: House, path: string, init: RequestInit = {}, user?: TestUser) {
  const folders = {
    console: join(folder, 'console'),
    account: join(folder, 'account'),
    app: join(folder, 'app'),
  }
  const app = createApp({ ...house.edge, folders }, [staticDoor])
  return withCookie(house, user, (headers) =>
    app.request(`${house.tenancy.baseUrl}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...headers, ...init.headers },
    }),
  )
}

async function withCookie(
  house: House,
  user: TestUser | undefined,
  send: (headers: Record<string, string>) => Response | Promise<Response>,
) {
  const host = new URL(house.tenancy.baseUrl).host
  if (!user) return send({ host })
  const { token } = await house.addSession(user.id)
  return send({ host, cookie: `${sessionCookieName(house.tenancy)}=${token}` })
}

describe('the console', () => {
  test('sends whoever has no session to the sign-in, and back to where they wanted', async ({ house }) => {
    const answer = await request(house, '/admin/users?q=kim&sort=name')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/sign-in?to=%2Fadmin%2Fusers%3Fq%3Dkim%26sort%3Dname')
  })

  test('is for administrators', async ({ house }) => {
    const user = await house.addUser()
    expect((await request(house, '/admin', {}, user)).status).toBe(303)
    const admin = await house.addAdmin('auditor')
    const page = await request(house, '/admin/users/anything', {}, admin)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>console</title>')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'; " +
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'; connect-src 'self'",
    )
  })

  test('lets its built files be kept for good, and compresses them', async ({ house }) => {
    const file = await request(house, '/admin/assets/main-abc123.js', {
      headers: { 'accept-encoding': 'gzip' },
    })
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(file.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(gunzipSync(Buffer.from(await file.arrayBuffer())).toString()).toContain("console.log('console')")
    const etag = file.headers.get('etag') ?? ''
    const again = await request(house, '/admin/assets/main-abc123.js', { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  test('has nothing at the address of a file that an older build had', async ({ house }) => {
    expect((await request(house, '/admin/assets/main-old.js')).status).toBe(404)
  })
})

test('the account page is for everybody who is signed in, and leads the others to the sign-in', async ({
  house,
}) => {
  const stranger = await request(house, '/account?open=password')
  expect([stranger.status, stranger.headers.get('location')]).toEqual([
    303,
    '/sign-in?to=%2Faccount%3Fopen%3Dpassword',
  ])
  const page = await request(house, '/account', {}, await house.addUser())
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('<title>account</title>')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  const script = await request(house, '/account/assets/main-abc123.js')
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

describe('the app', () => {
  test('is there for everybody, at every address below it', async ({ house }) => {
    for (const path of ['/app', '/app/', '/app/claim', '/app/a']) {
      const page = await request(house, path)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('<title>app</title>')
      // Whatever gets into the page that holds keys turns no text into a script.
      expect(page.headers.get('content-security-policy')).toContain(
        "require-trusted-types-for 'script'; trusted-types latchkey-worker",
      )
    }
    const worker = await request(house, '/app/sw.js')
    expect([worker.headers.get('content-type'), worker.headers.get('cache-control')]).toEqual([
      'text/javascript; charset=utf-8',
      'no-cache',
    ])
    expect((await request(house, '/app/manifest.webmanifest')).headers.get('content-type')).toBe(
      'application/manifest+json',
    )
  })

  test.for([
    '/app/../secret.txt',
    '/app/%2e%2e/secret.txt',
    '/app/..%2fsecret.txt',
    '/app/assets/..%2f..%2f..%2fsecret.txt',
    '/app/.vite/manifest.json',
    '/app//etc/passwd',
    '/app/%00',
  ])('gives away nothing that is not its own: %s', async (path, { house }) => {
    const answer = await request(house, path)
    const text = await answer.text()
    expect(text).not.toContain('not to be served')
    expect(text).not.toContain('root:')
    // Another address of the app is the app's own page; everything else is not there.
    if (answer.status === 200) expect(text).toContain('<title>app</title>')
  })
})

test('says what is missing when a front end was not built', async ({ house }) => {
  const app = createApp(
    { ...house.edge, folders: { console: null, account: null, app: join(folder, 'nowhere') } },
    [staticDoor],
  )
  const { host } = new URL(house.tenancy.baseUrl)
  const answer = await app.request(`${house.tenancy.baseUrl}/app`, { headers: { host } })
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('npm run build')
})
