import type { Tenancy } from '#domain/work.ts'
import type { Html, Site } from '#pages/layout.ts'
import { pagePolicy } from '#pages/policy.ts'
import { messagePage } from '#pages/trouble.ts'

export function siteOf({ name, baseUrl }: Tenancy): Site {
  const { host, pathname } = new URL(baseUrl)
  return { organisation: name, host, base: pathname.replace(/\/$/, '') }
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
  tenancy: Tenancy,
  { error, error_description: description }: { error: string; error_description?: string | undefined },
  reference: string,
): Html {
  return messagePage({
    site: siteOf(tenancy),
    title: 'We couldn’t start this sign-in',
    text: `Go back to the application and try again. If this keeps happening, give your administrator the reference. What was wrong: ${error}${description ? ` (${description})` : ''}.`,
    reference,
  })
}

export function expiredPage(tenancy: Tenancy, reference: string): Html {
  return messagePage({
    site: siteOf(tenancy),
    title: 'This sign-in has expired',
    text: 'Go back to the application and start again.',
    reference,
  })
}

/** For somebody who is signed in and may not use this application. `back` tells the application, and leads back to it. */
export function refusedPage(
  tenancy: Tenancy,
  { application, reference, back }: { application: string | null; reference: string; back: string },
): Html {
  const name = application ?? 'this application'
  return messagePage({
    site: siteOf(tenancy),
    title: `You can’t use ${name}`,
    text: `You are signed in, but you have not been given access to ${name}. Ask your administrator, and give them the reference.`,
    link: { href: back, label: `Back to ${name}` },
    reference,
  })
}

export function signedOutPage(tenancy: Tenancy): Html {
  return messagePage({ site: siteOf(tenancy), title: 'You are signed out', text: 'You can close this page.' })
}
