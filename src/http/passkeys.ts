import type { SessionId, UserId } from '#contract/ids.ts'
import type * as contract from '#contract/passkeys.ts'
import { Problem } from '#contract/problem.ts'
import { addPasskey, beginPasskey } from '#domain/passkeys/add-passkey.ts'
import { listPasskeys } from '#domain/passkeys/list-passkeys.ts'
import { removePasskey } from '#domain/passkeys/remove-passkey.ts'
import { renamePasskey } from '#domain/passkeys/rename-passkey.ts'
import { beginPasskeyProof, stepUpByPasskey } from '#domain/passkeys/step-up-by-passkey.ts'
import { ownId } from '#domain/self/own-id.ts'
import { getUser } from '#domain/users/get-user.ts'
import type { Work } from '#domain/work.ts'
import type { Handlers } from './mount.ts'

export const passkeys: Handlers<typeof contract> = {
  listOwnPasskeys: async (work) => ({ items: await listPasskeys(work, { userId: ownId(work) }) }),
  beginOwnPasskey: (work) => beginPasskey(work, own(work)),
  addOwnPasskey: (work, { body }) => addPasskey(work, { ...own(work), ...body }),
  renameOwnPasskey: (work, { params, body }) =>
    renamePasskey(work, { userId: ownId(work), ...params, ...body }),
  removeOwnPasskey: async (work, { params }) => {
    await removePasskey(work, { userId: ownId(work), ...params, by: 'person', leave: false })
    return {}
  },
  beginPasskeyProof: (work) => beginPasskeyProof(work, own(work)),
  stepUpByPasskey: (work, { body }) => stepUpByPasskey(work, { ...own(work), ...body }),
  listPasskeys: async (work, { params }) => {
    await getUser(work, params)
    return { items: await listPasskeys(work, params) }
  },
  removePasskey: async (work, { params, body }) => {
    await removePasskey(work, { ...params, ...body, by: 'administrator' })
    return {}
  },
}

/** Whoever acts, in the session in which they do. */
function own(work: Work): { userId: UserId; sessionId: SessionId } {
  const { session } = work.actor
  if (!session) throw new Problem('forbidden')
  return { userId: ownId(work), sessionId: session.id }
}
