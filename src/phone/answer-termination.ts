import { protocolVersion, verificationChallenge } from '#contract/device-messages.ts'
import { answerTermination as operation } from '#contract/device-operations.ts'
import { callAsDevice } from './call.ts'
import type { Enrolment } from './key-store.ts'
import type { Phone, Verification } from './phone.ts'
import { proveTo } from './verify-person.ts'

/**
 * Says whether this person's identity ends in this organisation too, after another one asked for that. Yes needs the person; no needs
 * nobody but the phone.
 *
 * @throws {Problem} `nothing-asked`, `last-owner`; `pin-wrong` with `left`, `uv-failed`, `rate-limited`, `device-suspended`
 */
export async function answerTermination(
  phone: Phone,
  enrolment: Enrolment,
  decision:
    | { readonly answer: 'refuse' }
    | { readonly answer: 'confirm'; readonly verification: Verification },
): Promise<void> {
  await callAsDevice(phone, enrolment, operation, async (callId) => {
    const body = { v: protocolVersion, answer: decision.answer } as const
    if (decision.answer === 'refuse') return { params: {}, body }
    const text = verificationChallenge.seed('terminate', callId)
    const { wa, pin } = await proveTo(enrolment, decision.verification, text)
    return { params: {}, body: { ...body, wa, pin } }
  })
}
