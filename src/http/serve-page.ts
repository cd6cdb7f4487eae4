import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Problem, problems } from '#contract/problem.ts'
import { acceptedLanguage } from '#pages/accepted-language.ts'
import type { Html, Site } from '#pages/layout.ts'
import { pagePolicy } from '#pages/policy.ts'
import { troubleTexts } from '#pages/texts/trouble.ts'
import { messagePage } from '#pages/trouble.ts'
import type { Call, Edge, Env } from './edge.ts'
import { problemFrom } from './problem.ts'
import { readBody } from './read-json.ts'

/** Sends a hosted page. */
export function sendPage(
  c: Call,
  page: Html,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  c.header('content-security-policy', pagePolicy)
  // Without a referrer a form of ours would carry `Origin: null`, and be taken for another site's (Fetch standard, §3.2).
  c.header('referrer-policy', 'same-origin')
  c.header('cache-control', 'no-store')
  return c.html(page, status)
}

/** Runs a page's handler; what it throws becomes a page as well, in words and with a number to ask about. */
export function pageRoute(
  edge: Edge,
  handle: (c: Call) => Promise<Response>,
): (c: Context<Env>) => Promise<Response> {
  return async (c) => {
    try {
      return await handle(c)
    } catch (error) {
      return sendTrouble(edge, c, error)
    }
  }
}

function sendTrouble(edge: Edge, c: Call, error: unknown): Response | Promise<Response> {
  const problem = problemFrom(error)
  const { status } = problems[problem.code]
  const { requestId } = c.var.origin
  if (status >= 500) {
    const where = { requestId, method: c.req.method, status }
    edge.log.error({ ...where, err: problem.cause ?? problem }, 'a page failed')
  }
  const site = siteOf(c)
  const words = troubleTexts(site.language)
  if (problem.code === 'unavailable') {
    c.header('retry-after', '2')
    return sendPage(
      c,
      messagePage({ site, ...words.busy, link: { href: c.req.path, label: words.busy.again } }),
      503,
    )
  }
  const said = wordsFor(problem, words, requestId)
  return sendPage(c, messagePage({ site, ...said }), status as ContentfulStatusCode)
}

function wordsFor(
  { code, message }: Problem,
  words: ReturnType<typeof troubleTexts>,
  requestId: string,
): { title: string; text: string } {
  const { status } = problems[code]
  if (code === 'wrong-origin') return words.otherSite
  if (status === 404) return words.nothing
  if (status < 500) return { title: words.refused, text: message }
  return { title: words.broken.title, text: words.broken.text(requestId) }
}

/** Whom a page is from. Before set-up there is no organisation: then it is the product itself. */
export function siteOf(c: Call): Site {
  const tenancy = c.get('tenancy') as Env['Variables']['tenancy'] | undefined
  const language = acceptedLanguage(c.req.header('accept-language'))
  if (!tenancy) return { organisation: 'Latchkey', host: c.var.client.host ?? '', base: '', language }
  const url = new URL(tenancy.baseUrl)
  return { organisation: tenancy.name, host: url.host, base: url.pathname.replace(/\/$/, ''), language }
}

/**
 * The fields of a form of ours, of which there are few and short ones.
 *
 * @throws {Problem} `body-too-large`, `unsupported-media-type`
 */
export async function readForm(c: Call): Promise<URLSearchParams> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  const bytes = await readBody(c.req.raw)
  if (type !== 'application/x-www-form-urlencoded' && bytes.byteLength > 0)
    throw new Problem('unsupported-media-type')
  return new URLSearchParams(Buffer.from(bytes).toString('utf8'))
}

const beatMilliseconds = 50

/** Waits until the next beat since `begun`, so that what was done in between does not show in how long it took. */
export async function answerOnBeat(begun: number): Promise<void> {
  await pause(beatMilliseconds - ((performance.now() - begun) % beatMilliseconds))
}
