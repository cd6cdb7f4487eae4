import type * as contract from '#contract/cases.ts'
import { closeCase } from '#domain/cases/close-case.ts'
import { listCases } from '#domain/cases/list-cases.ts'
import { resumePushesOf } from '#domain/cases/resume-pushes.ts'
import type { Handlers } from './mount.ts'

export const cases: Handlers<typeof contract> = {
  listCases: (work, { body }) => listCases(work, body),
  closeCase: (work, { params, body }) => closeCase(work, { ...params, ...body }),
  resumePushes: async (work, { params }) => {
    await resumePushesOf(work, params)
    return {}
  },
}
