import { JobRow } from '#contract/jobs.ts'

/** What stands in the address of a job's page. */
export interface JobSearch {
  state?: JobRow['state']
  after?: string
}

export function jobSearch(given: Record<string, unknown>): JobSearch {
  const state = JobRow.shape.state.options.find((known) => known === given['state'])
  const after = typeof given['after'] === 'string' && given['after'] !== '' ? given['after'] : undefined
  return { ...(state && { state }), ...(after && { after }) }
}
