import type { Tenancy } from '#domain/work.ts'
import type { House } from './harness.ts'

/** What came back, read as a person without script reads it. */
export interface Page {
  readonly status: number
  readonly html: string
  /** The text alone, blanks joined. */
  readonly text: string
  readonly heading: string
  /** Where a redirect leads; null on a page. */
  readonly location: string | null
  readonly headers: Headers
  /** Path that was asked for last. */
  readonly path: string
}

/** A browser without script: it keeps cookies, follows redirects within the house, and sends forms as they stand on the page. */
export interface Browser {
  /** By name; a test may take them away or put others in their place. */
  readonly cookies: Map<string, string>
  open(path: string): Promise<Page>
  /** Without following. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** Sends the form that has this button, with its hidden fields and these. */
  press(page: Page, button: string, fields?: Record<string, string>): Promise<Page>
  /** As `press`, and stops at the answer. */
  submit(page: Page, button: string, fields?: Record<string, string>): Promise<Response>
}

export function createBrowser(
  house: House,
  options: {
    readonly tenancy?: Tenancy
    readonly headers?: Record<string, string>
    readonly origin?: string
  } = {},
): Browser {
  const cookies = new Map<string, string>()
  const origin = options.origin ?? new URL((options.tenancy ?? house.tenancy).baseUrl).origin

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({
      host: new URL(origin).host,
      ...options.headers,
      ...Object.fromEntries(new Headers(init.headers)),
    })
    if (init.method === 'POST' && !headers.has('origin')) headers.set('origin', origin)
    if (cookies.size > 0)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await house.app.request(new URL(path, origin).href, { ...init, headers })
    for (const set of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split(';')
      const at = pair.indexOf('=')
      const gone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))
      if (gone) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }

  async function follow(path: string, response: Response): Promise<Page> {
    let at = path
    let got = response
    for (let hops = 0; hops < 10 && got.status >= 300 && got.status < 400; hops++) {
      const next = new URL(got.headers.get('location') ?? '', new URL(at, origin))
      // What is not a page of these doors is where a person leaves them.
      if (
        next.origin !== origin ||
        !/^(?:\/t\/[^/]+)?\/(?:sign-in|setup|inbox|signed-out|password)/.test(next.pathname)
      )
        break
      at = next.pathname + next.search
      got = await send(at)
    }
    const html = await got.text()
    const text = html
      .replace(/<(style|script|title)[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/&amp;/g, '&')
      .replace(/\s+/g, ' ')
      .trim()
    const heading = /<h1>([\s\S]*?)<\/h1>/.exec(html)?.[1]?.trim() ?? ''
    return {
      status: got.status,
      html,
      text,
      heading,
      location: got.headers.get('location'),
      headers: got.headers,
      path: at,
    }
  }

  async function submit(page: Page, button: string, fields: Record<string, string> = {}): Promise<Response> {
    const form = [...page.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(
      ([, , inside = '']) => new RegExp(`<button[^>]*>\\s*${button}\\s*</button>`).test(inside),
    )
    if (!form) throw new Error(`no form has the button "${button}" on: ${page.text}`)
    const [, formAction = '', inside = ''] = form
    const pressed = new RegExp(`<button([^>]*)>\\s*${button}\\s*</button>`).exec(inside)?.[1] ?? ''
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(pressed)?.[1]
    const action = of('formaction') ?? formAction
    const own = of('name')
    const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    )
    return send(action, {
      method: 'POST',
      body: new URLSearchParams({
        ...Object.fromEntries(hidden),
        ...(own && { [own]: of('value') ?? '' }),
        ...fields,
      }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  }

  return {
    cookies,
    send,
    submit,
    open: async (path) => follow(path, await send(path)),
    press: async (page, button, fields) => follow(page.path, await submit(page, button, fields)),
  }
}
