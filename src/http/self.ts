import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type * as contract from '#contract/self.ts'
import { resumeOwnPushes } from '#domain/cases/resume-pushes.ts'
import { listDevices } from '#domain/devices/list-devices.ts'
import { changeEmail } from '#domain/emails/change-email.ts'
import { requireOwnProof } from '#domain/passkeys/require-own-proof.ts'
import { clearPassword } from '#domain/passwords/clear-password.ts'
import { passwordStatus } from '#domain/passwords/password-status.ts'
import { preparePassword } from '#domain/passwords/prepare-password.ts'
import { setPassword } from '#domain/passwords/set-password.ts'
import { beginTrip } from '#domain/providers/begin-trip.ts'
import { listLinks } from '#domain/providers/list-links.ts'
import { listSignInProviders } from '#domain/providers/list-sign-in-providers.ts'
import { unlink } from '#domain/providers/unlink.ts'
import { getProfile } from '#domain/self/get-profile.ts'
import { listOwnApplications } from '#domain/self/list-own-applications.ts'
import { listOwnEvents } from '#domain/self/list-own-events.ts'
import { removeOwnEmail, updateOwnContact } from '#domain/self/own-contact.ts'
import {
  chooseOwnPushTarget,
  keepOwnDevice,
  removeOwnDevice,
  renameOwnDevice,
  sendOwnTestAlert,
} from '#domain/self/own-devices.ts'
import { ownId } from '#domain/self/own-id.ts'
import { endEverySession } from '#domain/sessions/end-every-session.ts'
import { endSession } from '#domain/sessions/end-session.ts'
import { listSessions } from '#domain/sessions/list-sessions.ts'
import { type Handlers, handleAfter } from './mount.ts'

export const self: Handlers<typeof contract> = {
  getProfile: (work) => getProfile(work),
  updateOwnContact: (work, { body }) => updateOwnContact(work, body),
  changeOwnEmail: (work, { body }, { edge }) =>
    changeEmail(work, { userId: ownId(work), ...body }, edge.mailKind()),
  removeOwnEmail: (work, { body }) => removeOwnEmail(work, body),
  setOwnPassword: handleAfter(
    ({ edge, c, actor }, { body }) =>
      preparePassword(edge.ground, c.var.tenancy, actor, {
        // Of a session: the id of its user.
        userId: actor.id as UserId,
        password: body.password,
        words: [],
      }),
    async (work, { body }, checked) => {
      const userId = ownId(work)
      if (checked.kind === 'refused')
        throw new Problem('password-weak', undefined, { members: { failures: checked.failures } })
      const keepSessionId = work.actor.session?.id ?? null
      await setPassword(work, {
        userId,
        prepared: checked.prepared,
        by: 'person',
        keepSessionId,
        endOthers: body.endOthers,
      })
      return passwordStatus(work, { userId })
    },
  ),
  removeOwnPassword: async (work) => {
    const userId = ownId(work)
    await clearPassword(work, { userId, why: 'person', leaveWithoutWayIn: false })
    return passwordStatus(work, { userId })
  },
  listOwnDevices: async (work) => ({ items: await listDevices(work, { userId: ownId(work) }) }),
  chooseOwnPushTarget: (work, { params }) => chooseOwnPushTarget(work, params),
  removeOwnDevice: (work, { params, body }) => removeOwnDevice(work, { ...params, ...body }),
  renameOwnDevice: (work, { params, body }) => renameOwnDevice(work, { ...params, ...body }),
  sendOwnTestAlert: async (work, { params }) => (await sendOwnTestAlert(work, params)) ?? {},
  keepOwnDevice: (work, { params }) => keepOwnDevice(work, params),
  resumeOwnPushes: async (work) => {
    await resumeOwnPushes(work, { userId: ownId(work) })
    return {}
  },
  listOwnSessions: async (work) => ({ items: await listSessions(work, { userId: ownId(work) }) }),
  endOwnSession: async (work, { params }) => {
    if (!(await endSession(work, { userId: ownId(work), ...params, why: 'person' })))
      throw new Problem('session-not-found')
    return {}
  },
  endOwnOtherSessions: async (work) => {
    const except = work.actor.session?.id
    return {
      ended: await endEverySession(work, { userId: ownId(work), why: 'person', ...(except && { except }) }),
    }
  },
  listOwnLinks: async (work) => {
    const { items } = await listLinks(work, { userId: ownId(work) })
    const linked = new Set(items.map(({ providerId }) => providerId))
    const offered = await listSignInProviders(work)
    return { items, linkable: offered.filter(({ id }) => !linked.has(id)) }
  },
  beginOwnLink: handleAfter(
    ({ edge, c, actor, session }, { body }) =>
      beginTrip(edge.ground, c.var.tenancy, actor, { ...body, purpose: 'link', sessionId: session?.id }),
    async (work, _input, trip) => {
      await requireOwnProof(work, { userId: ownId(work) })
      return trip
    },
  ),
  unlinkOwn: async (work, { params }) => {
    await unlink(work, { userId: ownId(work), ...params, block: false, leave: false })
    return {}
  },
  listOwnApplications: async (work) => ({ items: await listOwnApplications(work) }),
  listOwnEvents: async (work) => ({ items: await listOwnEvents(work) }),
}
