import type * as contract from '#contract/lost-phones.ts'
import { previewLostPhone } from '#domain/lost-phones/preview-lost-phone.ts'
import { reportLostPhone } from '#domain/lost-phones/report-lost-phone.ts'
import type { Handlers } from './mount.ts'

export const lostPhones: Handlers<typeof contract> = {
  previewLostPhone: (work, { params }) => previewLostPhone(work, params),
  reportLostPhone: (work, { params, body }, { edge }) =>
    reportLostPhone(work, { ...params, ...body, mail: edge.mailKind() }),
}
