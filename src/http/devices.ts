import type * as approvalContract from '#contract/approval-requests.ts'
import type * as deviceContract from '#contract/devices.ts'
import { listApprovalRequests } from '#domain/approvals/list-approval-requests.ts'
import { choosePushTarget } from '#domain/devices/choose-push-target.ts'
import { listDevices } from '#domain/devices/list-devices.ts'
import { removeDevice } from '#domain/devices/remove-device.ts'
import type { Handlers } from './mount.ts'

export const devices: Handlers<typeof deviceContract> = {
  listDevices: async (work, { params }) => ({ items: await listDevices(work, params) }),
  choosePushTarget: (work, { params }) => choosePushTarget(work, params),
  removeDevice: (work, { params, body }) => removeDevice(work, { ...params, ...body }),
}

export const approvalRequests: Handlers<typeof approvalContract> = {
  listApprovalRequests: async (work, { params }) => ({ items: await listApprovalRequests(work, params) }),
}
