import type * as contract from '#contract/emails.ts'
import { changeEmail } from '#domain/emails/change-email.ts'
import { listEmails } from '#domain/emails/list-emails.ts'
import { removeEmail } from '#domain/emails/remove-email.ts'
import { verifyEmail } from '#domain/emails/verify-email.ts'
import type { Handlers } from './mount.ts'

export const emails: Handlers<typeof contract> = {
  verifyEmail: (work, { params }) => verifyEmail(work, params),
  listUserEmails: (work, { params }) => listEmails(work, params),
  changeEmail: (work, { params, body }, { edge }) =>
    changeEmail(work, { ...params, ...body }, edge.mailKind()),
  removeEmail: (work, { params, body }) => removeEmail(work, { ...params, ...body }),
}
