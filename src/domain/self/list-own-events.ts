import type { OwnEvent } from '#contract/self.ts'
import { listUserEvents } from '../audit/list-user-events.ts'
import { browserIn } from '../sessions/list-sessions.ts'
import type { Work } from '../work.ts'
import { ownId } from './own-id.ts'

/** What happened to one’s account. Who of the administrators did it, and from where, is for the administrators. */
export async function listOwnEvents(work: Work): Promise<OwnEvent[]> {
  const userId = ownId(work)
  const events = await listUserEvents(work, { userId })
  return events.map(({ id, type, at, actor, data, personal }) => {
    const isOwn = actor.kind === 'device' || (actor.kind === 'user' && actor.id === userId)
    // At a sign-in nobody is signed in yet: whoever it was, it is about the person's own account.
    const isOpen = isOwn || actor.kind === 'nobody'
    return {
      id,
      type,
      at,
      by: isOwn
        ? 'you'
        : actor.kind === 'user'
          ? 'administrator'
          : actor.kind === 'system'
            ? 'system'
            : 'somebody',
      data,
      browser: isOpen && personal?.userAgent ? browserIn(personal.userAgent) : null,
      ip: isOpen ? (personal?.ip ?? null) : null,
    }
  })
}
