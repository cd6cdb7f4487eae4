import type { DeviceId, TenantId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import {
  type KnownDevice,
  noteActivity,
  spendCall,
  authenticateDevice as verify,
} from '#domain/devices/authenticate-device.ts'
import { peek } from '#domain/devices/signed.ts'
import { type Actor, nobody, type Tenancy, transact } from '#domain/work.ts'
import type { Call, Edge } from './edge.ts'
import type { DeviceCalls, Served } from './mount.ts'

/** What the signature of a call proved. */
export interface DeviceProof {
  readonly callId: string
  readonly deviceId: DeviceId
  /** Undefined where there is no such device: only its status can be asked, and nothing was verified. */
  readonly device: KnownDevice | undefined
  /** The ids of the status keys that the phone says it has. */
  readonly pinned: readonly string[] | undefined
}

/** The device of a call that needs one; `authenticate` has made sure. */
export function present({ proof }: Served<DeviceProof>): KnownDevice {
  if (!proof?.device) throw new Problem('device-signature-invalid')
  return proof.device
}

/** Last activity is written down at most once a minute. */
const activityMs = 60_000

export const deviceCalls: DeviceCalls<DeviceProof> = {
  async authenticate(work, c, body, operation) {
    const token = tokenOf(c)
    if (!token) throw new Problem('device-signature-invalid')
    const { tenancy } = c.var
    const { path, method } = c.req
    const asksStatus = path === '/device/v1/status'
    const addresses = [tenancy.baseUrl + path, ...(asksStatus ? [tenancy.appUrl + path] : [])]
    const isChange = operation.access === 'write'
    const proof = await verify(work, { token, method, addresses, body, isChange })
    const { device } = proof
    if (!device && !asksStatus) throw new Problem('device-signature-invalid')
    if (device?.state === 'removed' && !asksStatus) throw new Problem('device-removed')
    const permissions: Actor['permissions'] = new Set(['device'])
    // Of a device that is not there nothing was verified: it acts as nobody.
    const actor: Actor = device
      ? { ...work.actor, kind: 'device', id: device.id, permissions }
      : { ...work.actor, permissions }
    return { proof, actor }
  },
  async afterRead(edge, c, { device, deviceId }) {
    if (!device || device.state === 'removed') return
    if (c.var.now.getTime() - device.lastActiveAt.getTime() <= activityMs) return
    await transact(edge.ground, c.var.tenancy, 'write', strangerOf(c), (work) =>
      noteActivity(work, { deviceId }),
    )
  },
  async afterUndone(edge, c, { device, deviceId, callId }) {
    if (!device) return
    await transact(edge.ground, c.var.tenancy, 'write', strangerOf(c), (work) =>
      spendCall(work, { deviceId, callId }),
    )
  },
}

const strangerOf = (c: Call): Actor => nobody(c.var.tenancy.tenantId, c.var.origin)

function tokenOf(c: Call): string | undefined {
  return /^Device ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(c.req.header('authorization') ?? '')?.[1]
}

/**
 * The organisation that a call's `aud` names, where it is or was one of this installation. One that nobody here has heard of stands for
 * itself: its phones are told that they are unknown, which wipes nothing. It may be a database restored from before it was made.
 */
export async function tenancyAskedAbout(edge: Edge, c: Call): Promise<Tenancy | undefined> {
  const token = tokenOf(c)
  const aud = token && peek(token)?.payload['aud']
  if (typeof aud !== 'string' || !URL.canParse(aud)) return undefined
  const { host, pathname, origin } = new URL(aud)
  const slug = /^\/t\/([a-z0-9-]{1,40})$/.exec(pathname)?.[1]
  const found = slug
    ? await edge.tenants.bySlug(slug)
    : ((await edge.tenants.byHost(host)) ?? (await edge.tenants.first()))
  if (found?.baseUrl === aud) return found
  const closed = slug
    ? await edge.tenants.closed({ slug })
    : ((await edge.tenants.closed({ host })) ?? (await edge.tenants.closed('first')))
  if (closed?.baseUrl === aud) return closed
  const { url, appUrl } = await edge.tenants.addresses()
  const isOurs = [new URL(url).host, new URL(appUrl).host, c.var.client.host].includes(host)
  if (!isOurs || (aud !== origin && aud !== `${origin}/t/${slug}`)) return undefined
  return { tenantId: nobodys, slug: slug ?? '', name: '', baseUrl: aud, appUrl }
}

/** No organisation has this id: a unit in it sees nothing. */
const nobodys = '00000000-0000-0000-0000-000000000000' as TenantId
