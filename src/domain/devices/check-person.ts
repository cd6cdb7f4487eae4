import type { Assertion } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { type DeviceRow, noteOnDevice } from './devices.sql.ts'
import { checkPin } from './pin.ts'
import { verifyAssertion } from './web-authn.ts'

export type Verified =
  | { readonly kind: 'pin'; readonly hardwareBound: false }
  /** `hardwareBound`: by a credential that cannot be backed up. */
  | { readonly kind: 'wa'; readonly hardwareBound: boolean }

/** How this device can verify its person. */
export function verificationsOf(device: Pick<DeviceRow, 'waCredentialId' | 'pinMac'>): ('wa' | 'pin')[] {
  return [...(device.waCredentialId ? (['wa'] as const) : []), ...(device.pinMac ? (['pin'] as const) : [])]
}

/**
 * Whether the device's person was verified, or the refusal: `uv-required`, `uv-failed`, `pin-wrong`, `rate-limited`,
 * `device-suspended`. Return it from the unit: a miss has been counted.
 */
export async function checkPerson(
  work: Work,
  device: DeviceRow,
  shown: { wa?: Assertion | undefined; pin?: string | undefined },
  challengeText: string,
): Promise<Verified | Problem> {
  if (shown.wa) {
    const { waCredentialId, waPublicKey, waCounter, waBackupEligible } = device
    if (!waCredentialId || !waPublicKey) return new Problem('uv-failed')
    const credential = { id: waCredentialId, publicKey: waPublicKey, counter: waCounter ?? 0 }
    const verified = await verifyAssertion(shown.wa, challengeText, work.base.appUrl, credential)
    if (!verified) return new Problem('uv-failed')
    await noteOnDevice(work, device.id, { waCounter: verified.counter })
    return { kind: 'wa', hardwareBound: waBackupEligible === false }
  }
  if (shown.pin === undefined || !device.pinMac) return new Problem('uv-required')
  return (await checkPin(work, device, shown.pin)) ?? { kind: 'pin', hardwareBound: false }
}
