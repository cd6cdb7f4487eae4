import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { DeviceId } from '#contract/ids.ts'
import { base64url, fromBase64url } from '#phone/base64url.ts'
import type { Enrolment, Identity, KeyStore } from '#phone/key-store.ts'

/** A file holds keys as they are: a simulated phone is for trying things out, and its file is as secret as what it opens. */
interface Kept {
  readonly enrolments: readonly KeptEnrolment[]
  readonly identities: readonly KeptIdentity[]
}
type KeptEnrolment = Omit<Enrolment, 'deviceKey' | 'pinSalt' | 'enrolledAt'> & {
  readonly deviceKey: { readonly publicKey: JsonWebKey; readonly privateKey: JsonWebKey }
  readonly pinSalt: string | null
  readonly enrolledAt: string
}
interface KeptIdentity {
  readonly did: string
  readonly sealedSeed: { readonly iv: string; readonly ciphertext: string }
  readonly wrapKey: JsonWebKey
}

/** Longer than any act of ours holds it: a lock that is older belongs to a process that was killed. */
const staleLockMs = 30_000

/** A key store in one file, mode 0600, replaced as a whole; several processes take turns. */
export function createFileKeyStore(path: string): KeyStore {
  const write = async (kept: Kept) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(`${path}.new`, 'w', 0o600)
    await file.writeFile(JSON.stringify(kept, null, 2))
    // On disk before it takes the old one's place: a counter must not go back.
    await file.sync()
    await file.close()
    await rename(`${path}.new`, path)
  }
  const change = (act: (kept: Kept) => Kept) =>
    withLock(`${path}.lock`, async () => {
      const after = act(await read(path))
      await write(after)
      return after
    })
  const others = (kept: Kept, deviceId: DeviceId) =>
    kept.enrolments.filter((one) => one.deviceId !== deviceId)

  return {
    needsExtractableKeys: true,
    listEnrolments: async () => Promise.all((await read(path)).enrolments.map(openEnrolment)),
    async findEnrolment(deviceId) {
      const found = (await read(path)).enrolments.find((one) => one.deviceId === deviceId)
      return found && openEnrolment(found)
    },
    async putEnrolment(enrolment) {
      const fresh = await closeEnrolment(enrolment)
      await change((kept) => {
        const before = kept.enrolments.find((one) => one.deviceId === fresh.deviceId)
        const counter = Math.max(fresh.counter, before?.counter ?? 0)
        return { ...kept, enrolments: [...others(kept, fresh.deviceId), { ...fresh, counter }] }
      })
    },
    async deleteEnrolment(deviceId) {
      await change((kept) => ({ ...kept, enrolments: others(kept, deviceId) }))
    },
    listIdentities: async () => Promise.all((await read(path)).identities.map(openIdentity)),
    async putIdentity(identity) {
      const fresh = await closeIdentity(identity)
      await change((kept) => ({
        ...kept,
        identities: [...kept.identities.filter((one) => one.did !== fresh.did), fresh],
      }))
    },
    async deleteIdentity(did) {
      await change((kept) => ({ ...kept, identities: kept.identities.filter((one) => one.did !== did) }))
    },
    async raiseCounter(deviceId) {
      const after = await change((kept) => ({
        ...kept,
        enrolments: kept.enrolments.map((one) =>
          one.deviceId === deviceId ? { ...one, counter: one.counter + 1 } : one,
        ),
      }))
      const raised = after.enrolments.find((one) => one.deviceId === deviceId)
      if (!raised) throw new Error('there is no such enrolment in this file')
      return raised.counter
    },
    exclusively: (name, action) => withLock(`${path}.${name.replace(/\W/g, '-')}.lock`, action),
  }
}

async function read(path: string): Promise<Kept> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Kept
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return { enrolments: [], identities: [] }
    throw new Error(`${path} cannot be read as a phone's file`, { cause: error })
  }
}

async function withLock<T>(lock: string, action: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lock), { recursive: true, mode: 0o700 })
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
      const made = await stat(lock).catch(() => undefined)
      if (made && Date.now() - made.mtimeMs > staleLockMs) await rm(lock, { force: true })
      else await delay(20)
    }
  }
  try {
    return await action()
  } finally {
    await rm(lock, { force: true })
  }
}

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' }
const hmac = { name: 'HMAC', hash: 'SHA-256' }

async function closeEnrolment(enrolment: Enrolment): Promise<KeptEnrolment> {
  const { deviceKey, pinSalt, enrolledAt, ...rest } = enrolment
  const [publicKey, privateKey] = await Promise.all([
    crypto.subtle.exportKey('jwk', deviceKey.publicKey),
    crypto.subtle.exportKey('jwk', deviceKey.privateKey),
  ])
  return {
    ...rest,
    deviceKey: { publicKey, privateKey },
    pinSalt: pinSalt && base64url(pinSalt),
    enrolledAt: enrolledAt.toISOString(),
  }
}

async function openEnrolment(kept: KeptEnrolment): Promise<Enrolment> {
  const [publicKey, privateKey] = await Promise.all([
    crypto.subtle.importKey('jwk', kept.deviceKey.publicKey, ecdsa, true, ['verify']),
    crypto.subtle.importKey('jwk', kept.deviceKey.privateKey, ecdsa, true, ['sign']),
  ])
  return {
    ...kept,
    deviceKey: { publicKey, privateKey },
    pinSalt: kept.pinSalt === null ? null : fromBase64url(kept.pinSalt),
    enrolledAt: new Date(kept.enrolledAt),
  }
}

async function closeIdentity({ did, sealedSeed, wrap }: Identity): Promise<KeptIdentity> {
  if (wrap.kind !== 'hmac') throw new Error('a file has no platform credential to seal with')
  return {
    did,
    sealedSeed: { iv: base64url(sealedSeed.iv), ciphertext: base64url(sealedSeed.ciphertext) },
    wrapKey: await crypto.subtle.exportKey('jwk', wrap.key),
  }
}

async function openIdentity({ did, sealedSeed, wrapKey }: KeptIdentity): Promise<Identity> {
  return {
    did,
    sealedSeed: { iv: fromBase64url(sealedSeed.iv), ciphertext: fromBase64url(sealedSeed.ciphertext) },
    wrap: { kind: 'hmac', key: await crypto.subtle.importKey('jwk', wrapKey, hmac, true, ['sign']) },
  }
}
