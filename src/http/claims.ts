import type * as contract from '#contract/claims.ts'
import { Problem } from '#contract/problem.ts'
import { issueClaim } from '#domain/claims/issue-claim.ts'
import { listClaims } from '#domain/claims/list-claims.ts'
import type { Handlers } from './mount.ts'

export const claims: Handlers<typeof contract> = {
  issueClaim: async (work, { params, body }, { edge }) => {
    if (body.kind === 'mail' && edge.mailKind() === 'none') throw new Problem('mail-not-configured')
    return issueClaim(work, { ...params, ...body })
  },
  listClaims: async (work, { params }) => ({ items: await listClaims(work, params) }),
}
