import { Problem } from '#contract/problem.ts'
import type { Call } from './edge.ts'

/**
 * Refuses a change that a browser sends along with our cookie from another site: `Origin` has to be the tenant's own, and where
 * a browser sends none, `Sec-Fetch-Site` has to say the same. A request that says neither comes from no browser of today.
 *
 * @throws {Problem} `wrong-origin`
 */
export function requireOwnOrigin(c: Call): void {
  const own = new URL(c.var.tenancy.baseUrl).origin
  const origin = c.req.header('origin')
  if (origin !== undefined) {
    if (origin !== own) throw new Problem('wrong-origin')
    return
  }
  const site = c.req.header('sec-fetch-site')
  // `none`: typed or bookmarked by the person; it can be no form of another site.
  if (site !== 'same-origin' && site !== 'none') throw new Problem('wrong-origin')
}
