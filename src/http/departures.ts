import type * as contract from '#contract/departures.ts'
import { getDeactivationReceipt } from '#domain/departures/deactivation-receipt.ts'
import { deleteUser } from '#domain/departures/delete-user.ts'
import { exportUser } from '#domain/departures/export-user.ts'
import { previewDeparture } from '#domain/departures/preview-departure.ts'
import { removeFromOrganisation } from '#domain/departures/remove-from-organisation.ts'
import { restoreUser } from '#domain/departures/restore-user.ts'
import { terminateUser } from '#domain/departures/terminate-user.ts'
import type { Handlers } from './mount.ts'

export const departures: Handlers<typeof contract> = {
  getDeactivationReceipt: (work, { params }) => getDeactivationReceipt(work, params),
  previewDeparture: (work, { params }, { edge: { oneOperator } }) =>
    previewDeparture(work, { ...params, oneOperator }),
  removeFromOrganisation: (work, { params, body }) => removeFromOrganisation(work, { ...params, ...body }),
  restoreUser: (work, { params }) => restoreUser(work, params),
  deleteUser: async (work, { params, body }) => {
    await deleteUser(work, { ...params, ...body })
    return {}
  },
  terminateUser: (work, { params, body }, { edge: { oneOperator } }) =>
    terminateUser(work, { ...params, ...body, oneOperator }),
  exportUser: (work, { params }) => exportUser(work, params),
}
