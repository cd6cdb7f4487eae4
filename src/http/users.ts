import { Problem } from '#contract/problem.ts'
import type * as contract from '#contract/users.ts'
import { createUser } from '#domain/users/create-user.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { getUser } from '#domain/users/get-user.ts'
import { listUsers } from '#domain/users/list-users.ts'
import { reactivateUser } from '#domain/users/reactivate-user.ts'
import { updateUser } from '#domain/users/update-user.ts'
import type { Handlers } from './mount.ts'

export const users: Handlers<typeof contract> = {
  listUsers: (work, { body }) => listUsers(work, body),
  createUser: (work, { body }, { edge }) => createUser(work, body, edge.mailKind()),
  getUser: (work, { params }) => getUser(work, params),
  updateUser: (work, { params, body, ifMatch }) => {
    if (ifMatch === undefined) throw new Problem('precondition-required')
    return updateUser(work, { ...params, ...body, ifMatch })
  },
  deactivateUser: (work, { params, body }) => deactivateUser(work, { ...params, ...body }),
  reactivateUser: (work, { params }) => reactivateUser(work, params),
}
