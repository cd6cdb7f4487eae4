import { newId } from '#platform/id.ts'
import type { House, TestUser } from './harness.ts'

/** Makes these users, of whichever organisations, one human. */
export async function oneIdentity(house: House, ...users: TestUser[]) {
  const identity = { id: newId(), did: `did:key:${newId()}`, createdAt: house.now }
  await house.db.insertInto('identities').values(identity).execute()
  const ids = users.map(({ id }) => id)
  const set = { identityId: identity.id, did: identity.did }
  await house.db.updateTable('users').set(set).where('id', 'in', ids).execute()
}
