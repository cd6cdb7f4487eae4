import * as z from 'zod/mini'
import type { Application } from '#contract/applications.ts'
import { ApplicationId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { rowsByName } from './applications.sql.ts'
import { describe } from './get-application.ts'

const pageSize = 50
const Cursor = z.tuple([z.string().check(z.maxLength(400)), ApplicationId])

/**
 * A page of applications by name.
 *
 * @throws {Problem} `invalid-request` for a cursor that is none of ours
 */
export async function listApplications(
  work: Work,
  { after }: { after?: string | undefined },
): Promise<{ items: Application[]; next: string | null }> {
  const rows = await rowsByName(work, after === undefined ? null : readCursor(after), pageSize + 1)
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  const next =
    rows.length > pageSize && last
      ? Buffer.from(JSON.stringify([last.nameKey, last.id])).toString('base64url')
      : null
  return { items: await describe(work, page), next }
}

function readCursor(text: string): { nameKey: string; id: ApplicationId } {
  try {
    const [nameKey, id] = z.parse(Cursor, JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (nameKey.includes('\0')) throw new TypeError('no text of ours')
    return { nameKey, id }
  } catch (cause) {
    throw new Problem('invalid-request', 'This page belongs to another list', { cause })
  }
}
