import type * as contract from '#contract/accounts.ts'
import { listAccounts } from '#domain/accounts/list-accounts.ts'
import type { Handlers } from './mount.ts'

export const accounts: Handlers<typeof contract> = {
  listAccounts: async (work, { params }) => ({ items: await listAccounts(work, params) }),
}
