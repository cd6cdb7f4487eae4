import * as z from 'zod/mini'
import * as enrolments from '#contract/device-enrolments.ts'
import { PublicKeyP256, protocolVersion } from '#contract/device-messages.ts'
import * as operations from '#contract/device-operations.ts'
import * as restores from '#contract/device-restores.ts'
import { Problem } from '#contract/problem.ts'
import { answerRequest } from '#domain/approvals/answer-request.ts'
import { fetchChallenge } from '#domain/approvals/fetch-challenge.ts'
import { listPending } from '#domain/approvals/list-pending.ts'
import { limitTries } from '#domain/claims/limit-tries.ts'
import { tenantOfCode } from '#domain/claims/resolve-code.ts'
import { answerTermination } from '#domain/departures/answer-termination.ts'
import { requireActive } from '#domain/devices/answering-device.ts'
import type { KnownDevice } from '#domain/devices/authenticate-device.ts'
import { changePin } from '#domain/devices/change-pin.ts'
import { pinnedKeyOf, signDeviceStatus } from '#domain/devices/device-status.ts'
import { enrolDevice } from '#domain/devices/enrol-device.ts'
import { keepThisDevice } from '#domain/devices/keep-this-device.ts'
import { openEnrolment } from '#domain/devices/open-enrolment.ts'
import { overviewFor } from '#domain/devices/overview.ts'
import { leaveWithDevice } from '#domain/devices/remove-device.ts'
import { reportBackup } from '#domain/devices/report-backup.ts'
import { reportDevice } from '#domain/devices/report-device.ts'
import { ringForTest } from '#domain/devices/send-test-alert.ts'
import { requireVersion, unixSeconds } from '#domain/devices/signed.ts'
import { verifySelf } from '#domain/devices/verify-self.ts'
import { askRestoreProof } from '#domain/restores/ask-restore-proof.ts'
import { finishRestoreProof } from '#domain/restores/finish-restore-proof.ts'
import { openRestore } from '#domain/restores/open-restore.ts'
import { proveRestore } from '#domain/restores/prove-restore.ts'
import { endEverySession } from '#domain/sessions/end-every-session.ts'
import { createIssuerKeys, type IssuerKeys } from '#domain/signing-keys/issuer-keys.ts'
import { getUser } from '#domain/users/get-user.ts'
import { pausePushes } from '#domain/users/pause-pushes.ts'
import { nobody, transact, type Work } from '#domain/work.ts'
import { type DeviceProof, deviceCalls, present, tenancyAskedAbout } from './authenticate-device.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { type Handlers, mountAll, type Served } from './mount.ts'
import { parseJson, readBody } from './read-json.ts'

const statusPath = '/device/v1/status'

/** The phones' surface, `/device/v1`: no cookies, signatures alone. */
export const deviceSurface: Door = (app, edge) => {
  // An organisation that was closed, or whose own host is gone, can still be asked about, at the app's.
  app.use(statusPath, async (c, next) => {
    const tenancy = (await tenancyAskedAbout(edge, c)) ?? c.get('tenancy')
    if (!tenancy) throw new Problem('not-found')
    c.set('tenancy', tenancy)
    await next()
  })
  app.post('/device/v1/codes', (c) => answerCode(edge, c))
  const issuerKeys = createIssuerKeys(edge.ground.database.hub)
  mountAll(app, edge, mounted, { ...handlers, ...issuing(issuerKeys) }, deviceCalls)
}

const { resolveCode, ...rest } = enrolments
const mounted = { ...rest, ...operations, ...restores }

/** Over all organisations, so in no unit of one. */
async function answerCode(edge: Edge, c: Call): Promise<Response> {
  const raw = parseJson(await readBody(c.req.raw), c.req.header('content-type'))
  requireVersion((raw as { v?: unknown } | null)?.v)
  const parsed = z.safeParse(resolveCode.body, raw)
  if (!parsed.success) throw new Problem('invalid-request', z.prettifyError(parsed.error))
  const stranger = nobody(c.var.tenancy.tenantId, c.var.origin)
  const limited = await transact(edge.ground, c.var.tenancy, 'write', stranger, (work) => limitTries(work))
  if (limited) throw limited
  const tenantId = await tenantOfCode(edge.ground, parsed.data.code)
  const tenancy = tenantId && (await edge.tenants.byId(tenantId))
  if (!tenancy) throw new Problem('claim-invalid')
  c.header('cache-control', 'no-store')
  return c.json({ iss: tenancy.baseUrl })
}

type Mounted = Handlers<typeof mounted, DeviceProof>

const handlers: Omit<Mounted, 'getIssuerKeys' | 'fetchChallenge'> = {
  openEnrolment: async (work, { body }, { edge }) => {
    const limited = await limitTries(work)
    if (limited) return limited
    try {
      const opened = await openEnrolment(work, body)
      const { current } = await edge.installation.statusKeys(work)
      return { ...opened, status_key: pinnedKeyOf(current) }
    } catch (error) {
      // Nothing was written but the count, and that has to stay.
      if (error instanceof Problem) return error
      throw error
    }
  },
  finishEnrolment: async (work, { params, body }, { edge }) => {
    const { deviceId, user, shortCode, state } = await enrolDevice(work, { ...params, ...body })
    const { current, next } = await edge.installation.statusKeys(work)
    return {
      v: protocolVersion,
      device_id: deviceId,
      user,
      vapid_key: edge.installation.vapidPublicKey,
      jwks_uri: `${work.base.baseUrl}/device/v1/jwks`,
      status_key: pinnedKeyOf(current),
      next_status_key: pinnedKeyOf(next),
      short_code: shortCode,
      state,
    }
  },
  getPushKey: async (_work, _input, { edge }) => ({ vapid_key: edge.installation.vapidPublicKey }),
  listPending: async (work, _input, served) => {
    const { state, userId } = present(served)
    // One that waits to be confirmed, or is paused, answers nothing: it is asked nothing.
    return { items: state === 'active' ? await listPending(work, { userId }) : [] }
  },
  answerRequest: (work, { body }, served) => answerRequest(work, { ...body, country: countryOf(served) }),
  getStatus: (work, _input, served) => statusOf(work, served, served.proof?.device),
  reportStatus: async (work, { body }, served) => {
    const known = served.proof?.device
    // Of a removed device nothing is stored.
    if (!known || known.state === 'removed') return statusOf(work, served, known)
    const device = await reportDevice(work, { deviceId: known.id, dev: body.dev, push: body.push })
    return statusOf(work, served, device)
  },
  verifyPerson: async (work, { body }, served) => {
    const { for: purpose, wa, pin } = body
    const input = { device: active(served), callId: callIdOf(served), purpose, wa, pin }
    return (await verifySelf(work, input)) ?? { verified: true }
  },
  leaveOrganisation: async (work, _input, served) => {
    await leaveWithDevice(work, { deviceId: present(served).id })
    return { removed: true }
  },
  changePin: async (work, { body }, served) => {
    const device = active(served)
    return (await changePin(work, { device, pin: body.pin, next: body.new })) ?? { changed: true }
  },
  reportBackup: async (work, { body }, served) => {
    await reportBackup(work, { device: active(served), madeAt: body.made_at })
    return { kept: true }
  },
  openRestore: async (work, { body }) => (await limitTries(work, 'restore')) ?? openRestore(work, body),
  proveRestore: (work, { params, body }) => proveRestore(work, { ...params, proof: body.proof }),
  askRestoreProof: (work, { params, body }) => askRestoreProof(work, { ...params, by: body.by }),
  finishRestoreProof: (work, { params, body }) =>
    finishRestoreProof(work, { ...params, by: body.by, code: body.code }),
  askTestAlert: async (work, _input, served) => (await ringForTest(work, active(served))) ?? { sent: true },
  getOverview: async (work, _input, served) => {
    const device = active(served)
    await requireActivePerson(work, device)
    return overviewFor(work, device)
  },
  pauseOwnPushes: async (work, _input, served) => {
    const device = active(served)
    await requireActivePerson(work, device)
    const until = new Date(work.now.getTime() + pauseMs)
    const pause = await pausePushes(work, { userId: device.userId, until, why: 'person' })
    return { paused_until: unixSeconds(pause.until) }
  },
  endOwnSessionsEverywhere: async (work, _input, served) => ({
    ended: await endEverySession(work, { userId: active(served).userId, why: 'person' }),
  }),
  keepThisDevice: async (work, { body }, served) => {
    const input = { device: active(served), callId: callIdOf(served), wa: body.wa, pin: body.pin }
    return (await keepThisDevice(work, input)) ?? { kept: true }
  },
  answerTermination: async (work, { body }, served) => {
    const { answer, wa, pin } = body
    const input = { device: active(served), callId: callIdOf(served), answer, wa, pin }
    return (await answerTermination(work, input)) ?? { answer }
  },
}

const issuing = (issuerKeys: IssuerKeys): Pick<Mounted, 'getIssuerKeys' | 'fetchChallenge'> => ({
  getIssuerKeys: async (work) => {
    const keys = await issuerKeys.published(work)
    return {
      keys: keys.map(({ kty, crv, x, y, kid = '' }) => ({
        ...z.parse(PublicKeyP256, { kty, crv, x, y }),
        kid,
      })),
    }
  },
  fetchChallenge: async (work, { params }, served) =>
    fetchChallenge(work, { device: active(served), ...params, issuerKeys, country: countryOf(served) }),
})

/** Where the phone is, by the address that it calls from. */
const countryOf = ({ edge, c }: Pick<Served, 'edge' | 'c'>): string | null =>
  edge.findPlace(c.var.origin.ip)?.country ?? null

/** "Someone may be trying to get in": so long no request rings. */
const pauseMs = 900_000

/** The device of a call, where it may act for its person. */
function active(served: Served<DeviceProof>): KnownDevice {
  const device = present(served)
  requireActive(device)
  return device
}

const callIdOf = ({ proof }: Served<DeviceProof>): string => proof?.callId ?? ''

async function requireActivePerson(work: Work, { userId }: KnownDevice): Promise<void> {
  const { status } = await getUser(work, { userId })
  if (status !== 'active') throw new Problem('user-deactivated')
}

async function statusOf(work: Work, { edge, proof }: Served<DeviceProof>, device: KnownDevice | undefined) {
  if (!proof) throw new Problem('device-signature-invalid')
  const { deviceId, callId, pinned } = proof
  const statusKeys = await edge.installation.statusKeys(work)
  return { status: await signDeviceStatus(work, { deviceId, device, callId, pinned, statusKeys }) }
}
