import type { SessionId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { acrOf } from './sessions.sql.ts'

/** Of a session that a passcode from an administrator began. */
export const overrideAcr = 'urn:latchkey:acr:override'

/**
 * Whether a session can be used for risky acts at all, once its person has proved themselves. One that a passcode began never can: whoever
 * was read it changes no passkey, phone or password with it, and signs in another way for that.
 */
export async function canBeProved(work: Work, { sessionId }: { sessionId: SessionId }): Promise<boolean> {
  return (await acrOf(work, sessionId)) !== overrideAcr
}
