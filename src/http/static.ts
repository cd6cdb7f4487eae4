import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { html } from 'hono/html'
import { Problem } from '#contract/problem.ts'
import { sha256Base64url } from '#platform/hash.ts'
import { consoleSessionOf } from './authenticate.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'

/**
 * The front ends as they were built: the console at `/admin`, for administrators who hold a session, the account page at `/account`,
 * for everybody who holds one, and the app at `/app`, for everybody. Only files that a walk through the folder found are served: no path of a request is ever
 * put together to a file's.
 */
export const staticDoor: Door = (app, edge) => {
  const console = edge.folders.console === null ? undefined : openFolder(edge.folders.console)
  const account = edge.folders.account === null ? undefined : openFolder(edge.folders.account)
  const phone = edge.folders.app === null ? undefined : openFolder(edge.folders.app)

  app.get('/', async (c) => c.redirect((await edge.tenants.first()) ? '/admin' : '/setup', 303))
  app.get('/favicon.ico', (c) => serveFile(c, phone, 'favicon.svg'))
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'))

  app.get('/admin/assets/*', (c) => serveFile(c, console, c.req.path.slice('/admin/'.length)))
  for (const path of ['/admin', '/admin/*']) {
    app.get(path, async (c) => {
      const name = c.req.path.slice('/admin/'.length)
      if (name !== '' && (await console)?.has(name) && name !== 'index.html')
        return serveFile(c, console, name)
      // Before set-up there is nobody to sign in.
      if (!(await edge.tenants.first())) return c.redirect('/setup', 303)
      const session = await consoleSessionOf(edge, c)
      if (!session?.adminRole) return c.redirect(signInAt(c), 303)
      return servePage(c, console, consolePolicy)
    })
  }

  app.get('/account/assets/*', (c) => serveFile(c, account, c.req.path.slice('/account/'.length)))
  for (const path of ['/account', '/account/*']) {
    app.get(path, async (c) => {
      const name = c.req.path.slice('/account/'.length)
      if (name !== '' && (await account)?.has(name) && name !== 'index.html')
        return serveFile(c, account, name)
      if (!(await edge.tenants.first())) return c.redirect('/setup', 303)
      if (!(await consoleSessionOf(edge, c))) return c.redirect(signInAt(c), 303)
      return servePage(c, account, consolePolicy)
    })
  }

  for (const path of ['/app', '/app/*']) {
    app.get(path, async (c) => {
      const elsewhere = await appElsewhere(edge, c)
      if (elsewhere) return c.redirect(elsewhere, 302)
      const name = c.req.path.slice('/app/'.length)
      if (name !== '' && (await phone)?.has(name) && name !== 'index.html') {
        // A worker lives under the policy that its own script came with, and it fetches.
        if (name === 'sw.js') c.header('content-security-policy', await appPolicy(edge))
        return serveFile(c, phone, name)
      }
      return servePage(c, phone, await appPolicy(edge))
    })
  }
}

/** Everything from here, nothing inline. */
const basePolicy =
  "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'; " +
  "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
const consolePolicy = `${basePolicy}; connect-src 'self'`

/** The app never makes a script of text (Trusted Types §3): only its worker's address passes, by the policy of that name. */
const trustedTypes = "require-trusted-types-for 'script'; trusted-types latchkey-worker"

/** On a host of its own, the app talks to the installation's. */
async function appPolicy(edge: Edge): Promise<string> {
  const { url, appUrl } = await edge.tenants.addresses()
  const policy = url === appUrl ? consolePolicy : `${basePolicy}; connect-src 'self' ${url}`
  return `${policy}; ${trustedTypes}`
}

/** Where the app has a host of its own it is served nowhere else: its keys would lie under another origin. */
async function appElsewhere({ configured, tenants }: Edge, c: Call): Promise<string | undefined> {
  if (configured.appUrl === null) return undefined
  const { appUrl } = await tenants.addresses()
  if (c.var.client.host === new URL(appUrl).host) return undefined
  const { pathname, search } = new URL(c.req.url)
  return `${appUrl}${pathname}${search}`
}

function signInAt(c: Call): string {
  const { search } = new URL(c.req.url)
  const below = new URL(c.var.tenancy.baseUrl).pathname.replace(/\/$/, '')
  return `${below}/sign-in?to=${encodeURIComponent(c.req.path + search)}`
}

interface StaticFile {
  readonly file: string
  readonly type: string
  readonly immutable: boolean
  /** Read and compressed when first asked for. */
  content?: Promise<Content>
}

interface Content {
  readonly etag: string
  readonly plain: Uint8Array
  readonly gzip: Uint8Array | undefined
  readonly br: Uint8Array | undefined
}

type Folder = Promise<ReadonlyMap<string, StaticFile>>

/** The files of a folder by their path in it; none where it is missing. */
async function openFolder(folder: string): Folder {
  const files = new Map<string, StaticFile>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name)
    const name = relative(folder, file).split(sep).join('/')
    const type = types[extname(name)]
    // What begins with a dot is the build's own.
    if (!entry.isFile() || !type || name.split('/').some((part) => part.startsWith('.'))) continue
    files.set(name, { file, type, immutable: name.startsWith('assets/') })
  }
  return files
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}
const compressible = /^(?:text\/|application\/(?:json|manifest)|image\/svg)/

async function serveFile(c: Call, folder: Folder | undefined, name: string): Promise<Response> {
  const file = (await folder)?.get(name)
  if (!file) throw new Problem('not-found')
  return send(c, file, file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
}

async function servePage(c: Call, folder: Folder | undefined, policy: string): Promise<Response> {
  const page = (await folder)?.get('index.html')
  if (!page) return notBuilt(c)
  c.header('content-security-policy', policy)
  return send(c, page, 'no-cache')
}

async function send(c: Call, file: StaticFile, caching: string): Promise<Response> {
  file.content ??= readContent(file)
  const { etag, plain, gzip, br } = await file.content.catch((cause) => {
    // Gone since the walk, as after a new build: the page that asked is an old one, and loads itself anew.
    delete file.content
    throw new Problem('not-found', undefined, { cause })
  })
  c.header('etag', etag)
  c.header('cache-control', caching)
  c.header('vary', 'accept-encoding')
  if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304)
  const accepted = c.req.header('accept-encoding') ?? ''
  c.header('content-type', file.type)
  if (br && /\bbr\b/.test(accepted)) return encoded(c, 'br', br)
  if (gzip && /\bgzip\b/.test(accepted)) return encoded(c, 'gzip', gzip)
  return c.body(bytes(plain))
}

function encoded(c: Call, how: string, body: Uint8Array): Response {
  c.header('content-encoding', how)
  return c.body(bytes(body))
}

/** A copy over a plain buffer, as the type of a response's body wants it. */
const bytes = (body: Uint8Array) => new Uint8Array(body)

async function readContent({ file, type }: StaticFile): Promise<Content> {
  const plain = await readFile(file)
  const etag = `"${sha256Base64url(plain).slice(0, 22)}"`
  if (!compressible.test(type)) return { etag, plain, gzip: undefined, br: undefined }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  const [zipped, br] = await Promise.all([
    promisify(gzip)(plain, { level: 9 }),
    promisify(brotliCompress)(plain, { params }),
  ])
  return { etag, plain, gzip: zipped, br }
}

function notBuilt(c: Call): Response | Promise<Response> {
  return c.html(
    html`<!doctype html><html lang="en"><meta charset="utf-8"><title>Not built</title>
<h1>This part of Latchkey has not been built</h1>
<p>Run <code>npm run build</code> on the server and start it again.</p></html>`,
    503,
  )
}
