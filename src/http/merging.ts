import type * as contract from '#contract/merging.ts'
import { listDuplicates } from '#domain/merging/list-duplicates.ts'
import { mergeUsers } from '#domain/merging/merge-users.ts'
import { previewMerge } from '#domain/merging/preview-merge.ts'
import type { Handlers } from './mount.ts'

export const merging: Handlers<typeof contract> = {
  previewMerge: (work, { params, body }) =>
    previewMerge(work, { sourceId: params.userId, targetId: body.targetId }),
  mergeUsers: (work, { params, body }) => mergeUsers(work, { sourceId: params.userId, ...body }),
  listDuplicates: async (work, { body }) => ({ items: await listDuplicates(work, body) }),
}
