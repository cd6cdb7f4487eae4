import type * as contract from '#contract/accounts.ts'
import { endAccount } from '#domain/accounts/end-account.ts'
import { listAccounts } from '#domain/accounts/list-accounts.ts'
import { restoreAccount } from '#domain/accounts/restore-account.ts'
import type { Handlers } from './mount.ts'

export const accounts: Handlers<typeof contract> = {
  listAccounts: async (work, { params }) => ({ items: await listAccounts(work, params) }),
  endAccount: (work, { params, body }) => endAccount(work, { ...params, ...body }),
  restoreAccount: (work, { params }) => restoreAccount(work, params),
}
