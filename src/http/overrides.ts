import type * as contract from '#contract/overrides.ts'
import { issueOverride } from '#domain/overrides/issue-override.ts'
import { listOverrides } from '#domain/overrides/list-overrides.ts'
import { revokeOverride } from '#domain/overrides/revoke-override.ts'
import type { Handlers } from './mount.ts'

export const overrides: Handlers<typeof contract> = {
  issueOverride: (work, { params, body }) => issueOverride(work, { ...params, ...body }),
  listOverrides: async (work, { params }) => ({ items: await listOverrides(work, params) }),
  revokeOverride: (work, { params }) => revokeOverride(work, params),
}
