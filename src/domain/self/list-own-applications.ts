import type { Work } from '../work.ts'
import { applicationsOf } from './own-applications.sql.ts'
import { ownId } from './own-id.ts'

/** The applications in which one has an account, by name. Of several web addresses the first leads there. */
export async function listOwnApplications(work: Work) {
  const rows = await applicationsOf(work, ownId(work))
  return rows.map(({ redirectUris, ...rest }) => ({ ...rest, url: originOf(redirectUris) }))
}

function originOf(redirectUris: readonly string[]): string | null {
  const web = redirectUris.find((uri) => /^https?:/.test(uri))
  return web ? new URL(web).origin : null
}
