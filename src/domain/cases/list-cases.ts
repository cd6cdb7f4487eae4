import * as z from 'zod/mini'
import type { Case } from '#contract/cases.ts'
import { CaseId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { type CaseState, countOpen, type DescribedCase, describedOf } from './cases.sql.ts'
import { toCase } from './to-case.ts'

const pageSize = 50
const mostCounted = 1000

const Cursor = z.tuple([z.enum(['open', 'closed']), z.iso.datetime(), CaseId])

/**
 * A page of cases: open ones first, of each state the newest first.
 *
 * @throws {Problem} `invalid-request` for a cursor that is none of ours
 */
export async function listCases(
  work: Work,
  {
    state,
    userId,
    caseId,
    after,
  }: {
    state?: CaseState | undefined
    userId?: UserId | undefined
    caseId?: CaseId | undefined
    after?: string | undefined
  },
): Promise<{ items: Case[]; next: string | null; open: number }> {
  const from = after === undefined ? null : readCursor(after)
  const states: CaseState[] = state ? [state] : ['open', 'closed']
  const rows: DescribedCase[] = []
  // Two walks of one index each: the open ones, and what room they leave for the closed ones.
  for (const each of states.slice(from ? states.indexOf(from.state) : 0)) {
    const limit = pageSize + 1 - rows.length
    if (limit > 0)
      rows.push(
        ...(await describedOf(work, {
          state: each,
          userId,
          caseId,
          after: from?.state === each ? from : null,
          limit,
        })),
      )
  }
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  const next =
    rows.length > pageSize && last
      ? Buffer.from(JSON.stringify([last.state, last.openedAt.toISOString(), last.id])).toString('base64url')
      : null
  return { items: page.map((row) => toCase(work, row)), next, open: await countOpenCases(work) }
}

/** How many wait for an administrator, at most a thousand. */
export function countOpenCases(work: Work): Promise<number> {
  return countOpen(work, mostCounted)
}

function readCursor(text: string): { state: CaseState; openedAt: Date; id: CaseId } {
  try {
    const [state, openedAt, id] = z.parse(Cursor, JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { state, openedAt: new Date(openedAt), id }
  } catch (cause) {
    throw new Problem('invalid-request', 'This page belongs to another list', { cause })
  }
}
