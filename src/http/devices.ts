import type * as approvalContract from '#contract/approval-requests.ts'
import type * as deviceContract from '#contract/devices.ts'
import { listApprovalRequests } from '#domain/approvals/list-approval-requests.ts'
import { choosePushTarget } from '#domain/devices/choose-push-target.ts'
import { confirmDevice } from '#domain/devices/confirm-device.ts'
import { keepDevice } from '#domain/devices/keep-device.ts'
import { listDevices } from '#domain/devices/list-devices.ts'
import { removeDevice } from '#domain/devices/remove-device.ts'
import { renameDevice } from '#domain/devices/rename-device.ts'
import { resumeDevice } from '#domain/devices/resume-device.ts'
import { sendTestAlert } from '#domain/devices/send-test-alert.ts'
import { unregisterAllDevices } from '#domain/devices/unregister-all-devices.ts'
import type { Handlers } from './mount.ts'

export const devices: Handlers<typeof deviceContract> = {
  listDevices: async (work, { params }) => ({ items: await listDevices(work, params) }),
  choosePushTarget: (work, { params }) => choosePushTarget(work, params),
  removeDevice: (work, { params, body }) => removeDevice(work, { ...params, ...body }),
  renameDevice: (work, { params, body }) => renameDevice(work, { ...params, ...body }),
  sendTestAlert: async (work, { params }) => (await sendTestAlert(work, params)) ?? {},
  keepDevice: (work, { params }) => keepDevice(work, params),
  resumeDevice: (work, { params }) => resumeDevice(work, params),
  confirmDevice: (work, { params, body }) => confirmDevice(work, { ...params, ...body }),
  unregisterAllDevices: (work, { params, body }) => unregisterAllDevices(work, { ...params, ...body }),
}

export const approvalRequests: Handlers<typeof approvalContract> = {
  listApprovalRequests: (work, { params }) => listApprovalRequests(work, params),
}
