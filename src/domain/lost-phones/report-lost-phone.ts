import { confirms, removeDevicePhrase } from '#contract/confirmation.ts'
import type { DeviceId, PasskeyId, UserId } from '#contract/ids.ts'
import type { LostPhoneStep } from '#contract/lost-phones.ts'
import { Problem, type ProblemCode } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { type ClaimSecret, issueClaim } from '../claims/issue-claim.ts'
import { holdDeviceOrRecord } from '../devices/hold-device.ts'
import { markLost } from '../devices/mark-lost.ts'
import { removeDevice } from '../devices/remove-device.ts'
import { unregisterAll } from '../devices/unregister-all-devices.ts'
import { issueOverride } from '../overrides/issue-override.ts'
import { endLostPasskeys } from '../passkeys/remove-passkey.ts'
import type { MailKind } from '../ports.ts'
import { endEverySession } from '../sessions/end-every-session.ts'
import { endSessionsOfDevice } from '../sessions/end-sessions-of-device.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { counted, ended, failureOf } from './lost-phone-words.ts'

export interface LostPhone {
  readonly userId: UserId
  readonly path: 'remove' | 'unregister'
  readonly deviceId: DeviceId | null
  readonly confirmation: string
  /** How whoever calls was recognised. */
  readonly evidence: string
  readonly endSessions: boolean
  /** Those to end as well: which of them lie on the phone is not known here. */
  readonly passkeys: readonly PasskeyId[]
  readonly next: 'setup-code' | 'override' | 'nothing'
  readonly minutes: number
  /** Where mail goes in this installation. */
  readonly mail: MailKind
}

export interface LostPhoneReport {
  readonly steps: LostPhoneStep[]
  readonly secret: ClaimSecret | null
  readonly override: { readonly code: string; readonly expiresAt: Date } | null
}

/**
 * Lost phone: ends what it could do, and gives the person a way on, all of it or nothing. The weaker path removes the one phone: the DID stays,
 * and a backup restores it with an administrator's setup code alone. The stronger one unregisters them all. Passkeys go where they are named:
 * one that lies on the phone opens what the phone's own lock guards. A phone that
 * was removed before is no obstacle: the rest is done, and the step says so.
 *
 * A way on that cannot be given is told as a failed step: the phone has gone nevertheless, which could not wait for it.
 *
 * @throws {Problem} `device-not-found` where the phone is not theirs, `confirmation-mismatch`, `own-last-device`; as `requireStanding`
 */
export async function reportLostPhone(work: Work, input: LostPhone): Promise<LostPhoneReport> {
  const { userId, path, deviceId, next, evidence } = input
  const ending = path === 'remove' ? await removeOne(work, input) : await unregisterThem(work, input)
  await record(work, 'device.reported-lost', { userId, deviceId, path, next }, { evidence })
  const passkeys = await endPasskeys(work, input)
  const { steps: goingOn, secret, override } = await wayOn(work, input)
  const { told, sessions, ...done } = ending
  return { steps: [...done.steps, ...passkeys, sessions, ...goingOn, told], secret, override }
}

/** In the records of what else was done; the evidence stands, sealed, with the report alone. */
const reason = 'Phone reported lost'

interface Ending {
  readonly steps: LostPhoneStep[]
  readonly sessions: LostPhoneStep
  readonly told: LostPhoneStep
}

const toldBy = (mail: MailKind): LostPhoneStep =>
  mail === 'none'
    ? { step: 'notices', state: 'failed', detail: 'No mail server is set up. Tell them what was done.' }
    : { step: 'notices', state: 'done', detail: 'They get an email that says what was done.' }

async function removeOne(work: Work, input: LostPhone): Promise<Ending> {
  const { userId, deviceId, confirmation, endSessions } = input
  if (!deviceId) throw new Problem('device-not-found')
  const { device } = await holdDeviceOrRecord(work, { userId, deviceId })
  if (!confirms(confirmation, removeDevicePhrase)) throw new Problem('confirmation-mismatch')
  const identity: LostPhoneStep = {
    step: 'identity',
    state: 'skipped',
    detail: 'Their identity stays. A backup restores it, with a setup code from an administrator only.',
  }
  const { name } = device
  if (device.state === 'removed') {
    await markLost(work, { userId })
    const sessions = await endTheirs(work, input)
    const devices: LostPhoneStep = {
      step: 'devices',
      state: 'skipped',
      detail: `${name} was removed before.`,
    }
    const untold: LostPhoneStep = {
      step: 'notices',
      state: 'skipped',
      detail: 'They were told when the phone was removed.',
    }
    return { steps: [devices, identity], sessions, told: untold }
  }
  const { pushTarget } = await removeDevice(work, {
    userId,
    deviceId,
    confirmation,
    endSessions: false,
    why: 'lost',
  })
  // All of them: a phone that is lost is signed in by its browser, too.
  const sessions = endSessions ? await endTheirs(work, input) : await endOfPhone(work, deviceId)
  const follows = pushTarget
    ? ` Sign-in requests go to ${pushTarget.name}.`
    : ' No other phone gets sign-in requests.'
  const devices: LostPhoneStep = {
    step: 'devices',
    state: 'done',
    detail: `${name} removed, and told to wipe itself.${follows}`,
  }
  const requests: LostPhoneStep = {
    step: 'requests',
    state: 'done',
    detail: 'Nothing that it approved lets anybody in any more.',
  }
  return { steps: [devices, identity, requests], sessions, told: toldBy(input.mail) }
}

async function unregisterThem(work: Work, { userId, confirmation, mail }: LostPhone): Promise<Ending> {
  const done = await unregisterAll(work, { userId, confirmation, personal: { reason } })
  const { removed, sessionsEnded, hadIdentity, requests } = done
  const steps: LostPhoneStep[] = [
    removed > 0
      ? {
          step: 'devices',
          state: 'done',
          detail: `${counted(removed, 'phone')} unregistered, and told to wipe ${removed === 1 ? 'itself' : 'themselves'}.`,
        }
      : { step: 'devices', state: 'skipped', detail: 'No phone was left.' },
    hadIdentity
      ? {
          step: 'identity',
          state: 'done',
          detail: 'Identity (DID) reset, here and in all their accounts. Earlier backups stop working.',
        }
      : { step: 'identity', state: 'skipped', detail: 'There was no identity to reset.' },
    ended('requests', requests, 'sign-in request'),
  ]
  return { steps, sessions: ended('sessions', sessionsEnded, 'session'), told: toldBy(mail) }
}

/** A passkey signs in whoever holds the device that it lies on and can unlock it. Without any there is no step. */
async function endPasskeys(
  work: Work,
  { userId, passkeys: passkeyIds }: LostPhone,
): Promise<LostPhoneStep[]> {
  const user = await getUser(work, { userId })
  const names = await endLostPasskeys(work, { user, passkeyIds })
  const left = user.passkeys - names.length
  const stays = left > 0 ? `${counted(left, 'passkey')} still ${left === 1 ? 'signs' : 'sign'} them in.` : ''
  if (names.length === 0) {
    const gone = passkeyIds.length > 0 ? 'Those that were chosen were removed before.' : ''
    const detail = [gone, stays].filter(Boolean).join(' ')
    return detail ? [{ step: 'passkeys', state: 'skipped', detail }] : []
  }
  const detail = [`Removed: ${names.map((name) => `“${name}”`).join(', ')}.`, stays].filter(Boolean).join(' ')
  return [{ step: 'passkeys', state: 'done', detail }]
}

async function endTheirs(work: Work, { userId, endSessions }: LostPhone): Promise<LostPhoneStep> {
  if (!endSessions) return { step: 'sessions', state: 'skipped', detail: 'Open sessions go on.' }
  const own = work.actor.id === userId ? work.actor.session?.id : undefined
  const why = own ? 'person' : 'administrator'
  return ended(
    'sessions',
    await endEverySession(work, { userId, why, ...(own && { except: own }) }),
    'session',
  )
}

/** What the phone itself approved ends in any case. */
async function endOfPhone(work: Work, deviceId: DeviceId): Promise<LostPhoneStep> {
  const count = await endSessionsOfDevice(work, { deviceId, why: 'device-removed' })
  if (count > 0) return ended('sessions', count, 'session')
  return {
    step: 'sessions',
    state: 'skipped',
    detail: 'Open sessions go on: this phone approved none of them.',
  }
}

async function wayOn(work: Work, { userId, next, minutes }: LostPhone): Promise<LostPhoneReport> {
  const nothing = { secret: null, override: null }
  if (next === 'nothing') return { ...nothing, steps: [] }
  const failed = (code: ProblemCode): LostPhoneReport => ({
    ...nothing,
    steps: [{ step: next, state: 'failed', detail: failureOf(code) }],
  })
  if (!work.actor.permissions.has(next === 'override' ? 'overrides:write' : 'claims:write'))
    return failed('forbidden')
  try {
    return await give(work, { userId, next, minutes })
  } catch (error) {
    // These are found before anything is written: nothing of the attempt is in this unit.
    if (error instanceof Problem && forgivable.has(error.code)) return failed(error.code)
    throw error
  }
}

const forgivable: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'user-deactivated',
  'user-invited',
  'needs-https',
  'override-upwards',
  'overrides-off',
])

async function give(
  work: Work,
  { userId, next, minutes }: Pick<LostPhone, 'userId' | 'minutes'> & { next: 'setup-code' | 'override' },
): Promise<LostPhoneReport> {
  const done = (detail: string): LostPhoneStep[] => [{ step: next, state: 'done', detail }]
  if (next === 'setup-code') {
    const { secret, claim } = await issueClaim(work, { userId, kind: 'screen' })
    const how = claim.purpose === 'restore' ? 'With it they restore their backup' : 'With it they begin anew'
    return { steps: done(`Setup code issued. ${how} on a new phone.`), secret, override: null }
  }
  const { code, override } = await issueOverride(work, { userId, reason, minutes })
  const steps = done('One-time passcode issued. It signs them in once, without a phone.')
  return { steps, secret: null, override: { code, expiresAt: override.expiresAt } }
}
