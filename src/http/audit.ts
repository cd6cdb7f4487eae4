import type * as contract from '#contract/audit.ts'
import { listUserEvents } from '#domain/audit/list-user-events.ts'
import type { Handlers } from './mount.ts'

export const audit: Handlers<typeof contract> = {
  listUserEvents: async (work, { params }) => ({ items: await listUserEvents(work, params) }),
}
