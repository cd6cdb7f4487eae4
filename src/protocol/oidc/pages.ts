import type { Tenancy } from '#domain/work.ts'
import { acceptedLanguage } from '#pages/accepted-language.ts'
import type { Html, Site } from '#pages/layout.ts'
import { pagePolicy } from '#pages/policy.ts'
import { oidcTexts } from '#pages/texts/oidc.ts'
import { messagePage } from '#pages/trouble.ts'

/** @param accepts the request's `Accept-Language` */
export function siteOf({ name, baseUrl }: Tenancy, accepts: string | undefined): Site {
  const { host, pathname } = new URL(baseUrl)
  return { organisation: name, host, base: pathname.replace(/\/$/, ''), language: acceptedLanguage(accepts) }
}

/** What of the library's context it takes to answer with a page. */
interface Answer {
  type: string
  body: unknown
  set(name: string, value: string): void
}

/** Sends a hosted page through the library, under the policy that fits it. */
export async function sendPage(ctx: Answer, page: Html): Promise<void> {
  ctx.type = 'html'
  ctx.set('Content-Security-Policy', pagePolicy)
  ctx.body = String(await page)
}

/**
 * For a request that cannot be answered and must not be sent back to where it came from.
 *
 * @param error the protocol's own code and description, for whoever builds the application.
 */
export function errorPage(
  site: Site,
  { error, error_description: description }: { error: string; error_description?: string | undefined },
  reference: string,
): Html {
  const { title, text } = oidcTexts(site.language).failed
  const what = `${error}${description ? ` (${description})` : ''}`
  return messagePage({ site, title, text: text(what), reference })
}

export const expiredPage = (site: Site, reference: string): Html =>
  messagePage({ site, ...oidcTexts(site.language).expired, reference })

/** For somebody who is signed in and may not use this application. `back` tells the application, and leads back to it. */
export function refusedPage(
  site: Site,
  {
    application,
    ended,
    reference,
    back,
  }: {
    application: string | null
    /** They were removed from it. */
    ended: boolean
    reference: string
    back: string
  },
): Html {
  const words = oidcTexts(site.language).refused
  const name = application ?? words.thisApplication
  return messagePage({
    site,
    title: words.title(name),
    text: (ended ? words.ended : words.text)(name),
    link: { href: back, label: words.back(name) },
    reference,
  })
}

export const signedOutPage = (site: Site): Html =>
  messagePage({ site, ...oidcTexts(site.language).signedOut })
