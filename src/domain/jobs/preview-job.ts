import type { BulkAct, BulkSelection, previewJob as operation } from '#contract/jobs.ts'
import type { Result } from '#contract/operation.ts'
import { type ProblemCode, problems } from '#contract/problem.ts'
import { readUsers } from '../users/find-selected.ts'
import type { Work } from '../work.ts'
import { judge } from './acts.ts'
import { alreadyDone, keptOut } from './jobs.sql.ts'
import { selectPeople } from './select-people.ts'

/** Verdicts are given for so many people; of the others there are enough to go by. */
const lookedAt = 1000

/**
 * What an act would do at this instant, by the rules that it goes by when it is done.
 *
 * @throws {Problem} `forbidden`, `application-not-found`, `too-many-people`
 */
export async function previewJob(
  work: Work,
  { act, selection }: { act: BulkAct; selection: BulkSelection },
): Promise<Result<typeof operation>> {
  const userIds = await selectPeople(work, { act, selection })
  const first = userIds.slice(0, lookedAt)
  const people = await readUsers(work, first)
  const done = await alreadyDone(work, act, first)
  const out = await keptOut(work, act, first)
  const counts = new Map<ProblemCode, number>()
  let ready = 0
  let skipped = 0
  for (const id of first) {
    const user = people.get(id)
    const verdict = !user
      ? { refused: 'user-not-found' as const }
      : out.has(id)
        ? { refused: 'account-ended' as const }
        : judge(work, act, user)
    if (typeof verdict === 'object') counts.set(verdict.refused, (counts.get(verdict.refused) ?? 0) + 1)
    else if (verdict === 'skip' || done.has(id)) skipped += 1
    else ready += 1
  }
  const refused = [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([problem, count]) => ({ problem, title: problems[problem].title, count }))
  const sample = first.flatMap((id) => people.get(id) ?? []).slice(0, 10)
  return {
    total: userIds.length,
    looked: first.length,
    ready,
    skipped,
    refused,
    sample: sample.map(({ id, name, email }) => ({ id, name, email })),
  }
}
