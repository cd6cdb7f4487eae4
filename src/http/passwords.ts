import type * as contract from '#contract/passwords.ts'
import { clearPassword } from '#domain/passwords/clear-password.ts'
import {
  issueTemporaryPassword,
  prepareTemporaryPassword,
} from '#domain/passwords/issue-temporary-password.ts'
import { lockTarget } from '#domain/passwords/lock-target.ts'
import { passwordStatus } from '#domain/passwords/password-status.ts'
import { allowPassword, requirePasswordReset } from '#domain/passwords/require-password-reset.ts'
import { sendPasswordLink } from '#domain/passwords/send-password-link.ts'
import { unlock } from '#domain/sign-in/throttle.ts'
import { type Handlers, handleAfter } from './mount.ts'

export const passwords: Handlers<typeof contract> = {
  getPasswordStatus: (work, { params }) => passwordStatus(work, params),
  issueTemporaryPassword: handleAfter(
    ({ edge }) => prepareTemporaryPassword(edge.ground),
    (work, { params }, made) => issueTemporaryPassword(work, { ...params, ...made }),
  ),
  sendPasswordLink: (work, { params }, { edge }) => sendPasswordLink(work, params, edge.mailKind()),
  requirePasswordReset: (work, { params, body }) => requirePasswordReset(work, { ...params, ...body }),
  clearPassword: async (work, { params, body }) => {
    await clearPassword(work, { ...params, ...body, why: 'administrator' })
    return passwordStatus(work, params)
  },
  allowPassword: (work, { params, body }) => allowPassword(work, { ...params, ...body }),
  unlockUser: async (work, { params }) => {
    await lockTarget(work, params.userId)
    await unlock(work, params)
    return passwordStatus(work, params)
  },
}
