import {
  type EnrolmentChoices,
  enrol,
  listUsableIdentities,
  type OpenedClaim,
  openClaim,
} from '#phone/enrol.ts'
import type { Enrolment } from '#phone/key-store.ts'
import type { Verification } from '#phone/phone.ts'
import { appPhone } from '../app-phone.ts'
import { enrolledMark } from '../enrolled-mark.ts'
import { byPlatformCredential, choosePlatformCredential } from '../platform-credential.ts'
import { currentPush } from '../push-registration.ts'
import { forgetSetting, writeSetting } from '../settings-store.ts'
import { setUpTexts } from '../texts/set-up-texts.ts'
import { describeThisPhone } from '../this-phone.ts'
import type { OnboardingDraft } from './onboarding-draft.ts'

export type Protection = { readonly kind: 'wa' } | { readonly kind: 'pin'; readonly pin: string }

/** The enrolment whose person has to be verified before its identity is used for another organisation; none for a new identity. */
export async function findUnlocker({ opened, separate }: OnboardingDraft): Promise<Enrolment | undefined> {
  if (separate || opened?.purpose === 'reset') return undefined
  return (await listUsableIdentities(appPhone))[0]?.enrolment
}

/**
 * Makes the keys and enrols. Answers how the set-up goes on: without alerts to ask for, it is done.
 *
 * @throws {Problem} as `enrol` does; nothing is kept then, and the invitation is not spent.
 */
export async function enrolThisPhone(
  draft: OnboardingDraft,
  protection: Protection,
  unlocker: Enrolment | null,
): Promise<Partial<OnboardingDraft>> {
  const claim = draft.claim ?? ''
  const guard = draft.guard ?? undefined
  // What the organisation said holds for ten minutes; a set-up that was left for longer looks again.
  const isFresh = draft.opened !== null && draft.opened.exp * 1000 > Date.now() + 30_000
  const opened =
    isFresh && draft.opened ? draft.opened : await openClaim(appPhone, claim, location.origin, guard)
  const enrolment = await enrolOpened(opened, identityOf(unlocker, protection), protection, draft.deviceName)
  return {
    step: await stepAfterEnrolment(),
    claim: null,
    opened: null,
    guard: null,
    deviceId: enrolment.deviceId,
  }
}

/** What comes next: the alerts, where they are not on, then the backup. */
export const stepAfterEnrolment = async (): Promise<'alerts' | 'backup'> =>
  (await currentPush()).kind === 'webpush' ? 'backup' : 'alerts'

/** Enrols by an opened claim, and asks the browser to keep what was made. As `enrol`. */
export async function enrolOpened(
  opened: OpenedClaim,
  identity: EnrolmentChoices['identity'],
  protection: Protection,
  deviceName: string | null,
): Promise<Enrolment> {
  const description = await describeThisPhone(deviceName ?? undefined)
  const enrolment = await enrol(appPhone, opened, {
    identity,
    verification:
      protection.kind === 'pin'
        ? protection
        : choosePlatformCredential(setUpTexts.protect.credential(opened.org.name), opened.user_hint),
    description,
    push: await currentPush(),
  })
  enrolledMark.set()
  // Asked for, not relied on: a browser that declines may clear the keys when it runs out of room.
  await navigator.storage?.persist?.().catch(() => false)
  await writeSetting('deviceName', description.name)
  await forgetSetting('farewells')
  return enrolment
}

function identityOf(unlocker: Enrolment | null, protection: Protection): EnrolmentChoices['identity'] {
  if (!unlocker) return { kind: 'new' }
  const verification: Verification = protection.kind === 'pin' ? protection : byPlatformCredential
  return { kind: 'existing', did: unlocker.did, unlock: { deviceId: unlocker.deviceId, verification } }
}
