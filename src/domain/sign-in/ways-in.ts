import type { DeviceId, LinkId, PasskeyId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { findFacts } from './facts.sql.ts'
import { findDeviceState, findLinkedProvider, isPasskeyAccepted } from './parts.sql.ts'
import { type Way, waysOf } from './ways.ts'

export type { Way } from './ways.ts'

/** Every way in of a person, in the order of the policy, each with whether it works at this moment and what would make it work. */
export async function findWaysIn(work: Work, { userId }: { userId: UserId }): Promise<Way[]> {
  const facts = await findFacts(work, { userId, applicationId: null, purpose: 'sign-in', way: null })
  return facts.ways ? waysOf(facts, facts.ways) : []
}

/**
 * Refuses to take the last way in away, unless whoever does it says so. Where none works anyway there is nothing to keep.
 *
 * @param input `without` is what goes; `leave`: do it although nothing is left
 * @throws {Problem} `no-way-in`
 */
export async function requireWayIn(
  work: Work,
  {
    userId,
    without,
    leave,
  }: {
    userId: UserId
    without: {
      readonly password?: true
      readonly linkId?: LinkId
      readonly deviceId?: DeviceId
      readonly passkeyId?: PasskeyId
    }
    leave: boolean
  },
): Promise<void> {
  if (leave) return
  const facts = await findFacts(work, { userId, applicationId: null, purpose: 'sign-in', way: null })
  const { ways } = facts
  if (!ways || !waysOf(facts, ways).some(lasts)) return
  const state = without.deviceId && (await findDeviceState(work, { userId, deviceId: without.deviceId }))
  const providerId = without.linkId && (await findLinkedProvider(work, { userId, linkId: without.linkId }))
  const passkey =
    without.passkeyId && (await isPasskeyAccepted(work, { userId, passkeyId: without.passkeyId }))
  const left = {
    ...ways,
    passkeys: {
      all: ways.passkeys.all - (passkey === undefined ? 0 : 1),
      accepted: ways.passkeys.accepted - (passkey === true ? 1 : 0),
    },
    devices: {
      active: ways.devices.active - (state === 'active' ? 1 : 0),
      suspended: ways.devices.suspended - (state === 'suspended' ? 1 : 0),
    },
    password: without.password ? { ...ways.password, isSet: false } : ways.password,
    providers: ways.providers.map((provider) =>
      provider.id === providerId ? { ...provider, linked: false } : provider,
    ),
  }
  if (!waysOf(facts, left).some(lasts)) throw new Problem('no-way-in')
}

/** A passcode for today is no way in for tomorrow. */
const lasts = ({ method, works }: Way): boolean => works && method !== 'override'
