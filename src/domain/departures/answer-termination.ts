import { type Assertion, verificationChallenge } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import type { KnownDevice } from '../devices/authenticate-device.ts'
import { checkPerson } from '../devices/check-person.ts'
import { holdToLeave } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { isTerminationAsked, markTerminationRefused } from './departures.sql.ts'
import { holdSignIns } from './erase.sql.ts'
import { erasePerson } from './erase-person.ts'

/**
 * A person's word on their phone, for this organisation, after another one asked that their identity ends. Yes deletes them here as a
 * termination does; no leaves everything as it is, until somebody asks again. A refusal by verification is returned: a miss has been counted.
 *
 * @throws {Problem} `user-deactivated`; `nothing-asked`, also the second time; `last-owner`
 */
export async function answerTermination(
  work: Work,
  input: {
    device: KnownDevice
    callId: string
    answer: 'confirm' | 'refuse'
    wa?: Assertion | undefined
    pin?: string | undefined
  },
): Promise<Problem | null> {
  const { device, callId, answer, wa, pin } = input
  const { userId } = device
  await holdSignIns(work, userId)
  const { user, isLastOwner } = await holdToLeave(work, { userId })
  // Whoever is suspended here does not end what is held against them; their app asks them nothing either.
  if (user?.status === 'deactivated') throw new Problem('user-deactivated')
  if (!user || !(await isTerminationAsked(work, userId))) throw new Problem('nothing-asked')
  if (answer === 'refuse') {
    await markTerminationRefused(work, userId)
    await record(work, 'user.termination.answered', { userId, answer })
    return null
  }
  if (isLastOwner) throw new Problem('last-owner')
  const verified = await checkPerson(
    work,
    device,
    { wa, pin },
    verificationChallenge.seed('terminate', callId),
  )
  if (verified instanceof Problem) return verified
  await record(work, 'user.termination.answered', { userId, answer })
  await erasePerson(work, user, { reason: 'terminated', erase: false })
  return null
}
