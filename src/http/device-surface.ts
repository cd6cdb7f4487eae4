import * as z from 'zod/mini'
import { PublicKeyP256, protocolVersion } from '#contract/device-messages.ts'
import * as contract from '#contract/device-operations.ts'
import type { DeviceId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { answerRequest } from '#domain/approvals/answer-request.ts'
import { fetchChallenge } from '#domain/approvals/fetch-challenge.ts'
import { listPending } from '#domain/approvals/list-pending.ts'
import { limitTries } from '#domain/claims/limit-tries.ts'
import { tenantOfCode } from '#domain/claims/resolve-code.ts'
import { requireActive } from '#domain/devices/answering-device.ts'
import { authenticateDevice, type KnownDevice, noteActivity } from '#domain/devices/authenticate-device.ts'
import { pinnedKeyOf, signDeviceStatus } from '#domain/devices/device-status.ts'
import { enrolDevice } from '#domain/devices/enrol-device.ts'
import { openEnrolment } from '#domain/devices/open-enrolment.ts'
import { leaveWithDevice } from '#domain/devices/remove-device.ts'
import { reportDevice } from '#domain/devices/report-device.ts'
import { peek, requireVersion } from '#domain/devices/signed.ts'
import { verifySelf } from '#domain/devices/verify-self.ts'
import { publicKeys } from '#domain/signing-keys/current-key.ts'
import { type Actor, nobody, type Tenancy, transact, type Work } from '#domain/work.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { type AuthenticateDevice, type Handlers, mountAll, type Served } from './mount.ts'
import { parseJson, readBody } from './read-json.ts'

/** What the signature of a call proved. */
interface DeviceProof {
  readonly callId: string
  readonly deviceId: DeviceId
  /** Undefined where there is no such device: only its status can be asked, and nothing was verified. */
  readonly device: KnownDevice | undefined
}

/** The phones' surface, `/device/v1`: no cookies, signatures alone. */
export const deviceSurface: Door = (app, edge) => {
  // An organisation whose own host is gone can still be asked about, at the app's.
  app.use('/device/v1/status', async (c, next) => {
    const tenancy = await tenancyAskedAbout(edge, c)
    if (tenancy) c.set('tenancy', tenancy)
    await next()
  })
  app.post('/device/v1/codes', (c) => answerCode(edge, c))
  mountAll(app, edge, mounted, handlers, authenticate)
}

const { resolveCode, ...mounted } = contract

/** Over all organisations, so in no unit of one. */
async function answerCode(edge: Edge, c: Call): Promise<Response> {
  const raw = parseJson(await readBody(c.req.raw), c.req.header('content-type'))
  requireVersion((raw as { v?: unknown } | null)?.v)
  const parsed = z.safeParse(resolveCode.body, raw)
  if (!parsed.success) throw new Problem('invalid-request', z.prettifyError(parsed.error))
  const stranger = nobody(c.var.tenancy.tenantId, c.var.origin)
  const limited = await transact(edge.ground, c.var.tenancy, 'write', stranger, limitTries)
  if (limited) throw limited
  const tenantId = await tenantOfCode(edge.ground, parsed.data.code)
  const tenancy = tenantId && (await edge.tenants.byId(tenantId))
  if (!tenancy) throw new Problem('claim-invalid')
  c.header('cache-control', 'no-store')
  return c.json({ iss: tenancy.baseUrl })
}

const handlers: Handlers<typeof mounted, DeviceProof> = {
  openEnrolment: async (work, { body }, { edge }) => {
    const limited = await limitTries(work)
    if (limited) return limited
    try {
      return { ...(await openEnrolment(work, body)), status_key: pinnedKeyOf(edge.installation.statusKey) }
    } catch (error) {
      // Nothing was written but the count, and that has to stay.
      if (error instanceof Problem) return error
      throw error
    }
  },
  finishEnrolment: async (work, { params, body }, { edge }) => {
    const { deviceId, user, shortCode } = await enrolDevice(work, { ...params, ...body })
    return {
      v: protocolVersion,
      device_id: deviceId,
      user,
      vapid_key: edge.installation.vapidPublicKey,
      jwks_uri: `${work.base.baseUrl}/device/v1/jwks`,
      status_key: pinnedKeyOf(edge.installation.statusKey),
      short_code: shortCode,
      state: 'active',
    }
  },
  getPushKey: async (_work, _input, { edge }) => ({ vapid_key: edge.installation.vapidPublicKey }),
  getIssuerKeys: async (work) => {
    const keys = await publicKeys(work, 'device')
    return {
      keys: keys.map(({ kty, crv, x, y, kid = '' }) => ({
        ...z.parse(PublicKeyP256, { kty, crv, x, y }),
        kid,
      })),
    }
  },
  listPending: async (work, _input, served) => ({
    items: await listPending(work, { userId: present(served).userId }),
  }),
  fetchChallenge: async (work, { params }, served) => {
    const device = present(served)
    requireActive(device)
    return fetchChallenge(work, { device, ...params })
  },
  answerRequest: (work, { body }) => answerRequest(work, body),
  getStatus: (work, _input, served) => statusOf(work, served, served.proof?.device),
  reportStatus: async (work, { body }, served) => {
    const known = served.proof?.device
    // Of a removed device nothing is stored.
    if (!known || known.state === 'removed') return statusOf(work, served, known)
    const device = await reportDevice(work, { deviceId: known.id, dev: body.dev, push: body.push })
    return statusOf(work, served, device)
  },
  verifyPerson: async (work, { body }, served) => {
    const device = present(served)
    requireActive(device)
    const callId = served.proof?.callId ?? ''
    const refused = await verifySelf(work, { device, callId, purpose: body.for, wa: body.wa, pin: body.pin })
    return refused ?? { verified: true }
  },
  leaveOrganisation: async (work, _input, served) => {
    await leaveWithDevice(work, { deviceId: present(served).id })
    return { removed: true }
  },
}

/** The device of a call that needs one; `authenticate` has made sure. */
function present({ proof }: Served<DeviceProof>): KnownDevice {
  if (!proof?.device) throw new Problem('device-signature-invalid')
  return proof.device
}

async function statusOf(work: Work, { edge, proof }: Served<DeviceProof>, device: KnownDevice | undefined) {
  if (!proof) throw new Problem('device-signature-invalid')
  const { deviceId, callId } = proof
  const { statusKey } = edge.installation
  return { status: await signDeviceStatus(work, { deviceId, device, callId, statusKey }) }
}

/** Last activity is written down at most once a minute. */
const activityMs = 60_000

const authenticate: AuthenticateDevice<DeviceProof> = async (edge, c, body, operation) => {
  const token = tokenOf(c)
  if (!token) throw new Problem('device-signature-invalid')
  const tenancy = c.var.tenancy
  const stranger = nobody(tenancy.tenantId, c.var.origin)
  const isChange = operation.access === 'write'
  const { path } = c.req
  const addresses = [tenancy.baseUrl + path, ...(path === '/device/v1/status' ? [tenancy.appUrl + path] : [])]
  const proof = await transact(edge.ground, tenancy, isChange ? 'write' : 'read', stranger, (work) =>
    authenticateDevice(work, { token, method: c.req.method, addresses, body, isChange }),
  )
  const { device, deviceId } = proof
  const asksStatus = path === '/device/v1/status'
  if (!device && !asksStatus) throw new Problem('device-signature-invalid')
  if (device?.state === 'removed' && !asksStatus) throw new Problem('device-removed')
  if (
    device &&
    device.state !== 'removed' &&
    !isChange &&
    c.var.now.getTime() - device.lastActiveAt.getTime() > activityMs
  ) {
    await transact(edge.ground, tenancy, 'write', stranger, (work) => noteActivity(work, { deviceId }))
  }
  const permissions: Actor['permissions'] = new Set(['device'])
  // Of a device that is not there nothing was verified: it acts as nobody.
  const actor: Actor = device
    ? { ...stranger, kind: 'device', id: device.id, permissions }
    : { ...stranger, permissions }
  return { proof, actor }
}

function tokenOf(c: Call): string | undefined {
  return /^Device ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(c.req.header('authorization') ?? '')?.[1]
}

/** The organisation that a call's `aud` names, where it is one of this installation. */
async function tenancyAskedAbout(edge: Edge, c: Call): Promise<Tenancy | undefined> {
  const token = tokenOf(c)
  const aud = token && peek(token)?.payload['aud']
  if (typeof aud !== 'string' || !URL.canParse(aud)) return undefined
  const { host, pathname } = new URL(aud)
  const slug = /^\/t\/([a-z0-9-]{1,40})$/.exec(pathname)?.[1]
  const found = slug
    ? await edge.tenants.bySlug(slug)
    : ((await edge.tenants.byHost(host)) ?? (await edge.tenants.first()))
  return found?.baseUrl === aud ? found : undefined
}
