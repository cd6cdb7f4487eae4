import { listApprovalRequests } from '../approvals/list-approval-requests.ts'
import type { Work } from '../work.ts'
import type { KnownDevice } from './authenticate-device.ts'
import { devicesOf } from './devices.sql.ts'
import { unixSeconds } from './signed.ts'

/** What the app shows of an account: the phones of its person, and what they were asked lately, newest first. */
export async function overviewFor(work: Work, { id, userId }: KnownDevice) {
  const devices = await devicesOf(work, userId)
  const { items: requests } = await listApprovalRequests(work, { userId })
  return {
    devices: devices.map(({ id: one, name, model, pushTarget, lastActiveAt, replacedAt }) => ({
      name,
      model,
      current: one === id,
      push_target: pushTarget,
      // The one that asks is active now; that is written down after it was answered.
      last_active: unixSeconds(one === id ? work.now : lastActiveAt),
      replaced_at: replacedAt && unixSeconds(replacedAt),
    })),
    requests: requests.map(({ application, browser, place, state, why, issuedAt }) => ({
      app: application,
      browser,
      place,
      state,
      why,
      at: unixSeconds(issuedAt),
    })),
  }
}
