import type * as contract from '#contract/applications.ts'
import { Problem } from '#contract/problem.ts'
import { beginTestSignIn } from '#domain/applications/begin-test-sign-in.ts'
import { createApplication } from '#domain/applications/create-application.ts'
import { deleteApplication } from '#domain/applications/delete-application.ts'
import { getApplication } from '#domain/applications/get-application.ts'
import { listApplications } from '#domain/applications/list-applications.ts'
import { rotateSecret } from '#domain/applications/rotate-secret.ts'
import { updateApplication } from '#domain/applications/update-application.ts'
import type { Handlers } from './mount.ts'

export const applications: Handlers<typeof contract> = {
  listApplications: (work, { body }) => listApplications(work, body),
  createApplication: (work, { body }) => createApplication(work, body),
  getApplication: (work, { params }) => getApplication(work, params),
  updateApplication: (work, { params, body, ifMatch }) => {
    if (ifMatch === undefined) throw new Problem('precondition-required')
    return updateApplication(work, { ...params, settings: body, ifMatch })
  },
  rotateSecret: (work, { params }) => rotateSecret(work, params),
  deleteApplication: async (work, { params, body }) => {
    await deleteApplication(work, { ...params, ...body })
    return {}
  },
  beginTestSignIn: (work, { params }) => beginTestSignIn(work, params),
}
