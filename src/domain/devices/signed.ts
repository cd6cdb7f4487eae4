import {
  CompactSign,
  compactVerify,
  decodeProtectedHeader,
  importJWK,
  type JWK,
  type ProtectedHeaderParameters,
} from 'jose'
import * as z from 'zod/mini'
import { clockSkewSeconds, protocolVersion } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'

/** `typ` and `alg` of a message, from the contract's table. */
export interface MessageType {
  readonly typ: string
  readonly alg: 'ES256' | 'EdDSA'
}

/** What a message says of itself before anybody has verified it: for finding the key, and for nothing else. */
export interface Peeked {
  readonly header: ProtectedHeaderParameters & { readonly jwk?: unknown }
  readonly payload: { readonly [name: string]: unknown }
}

/**
 * Reads a compact JWS without believing it; undefined when it is none.
 *
 * @throws {Problem} `unsupported-version` when it is of another version of the protocol
 */
export function peek(jws: string): Peeked | undefined {
  let peeked: Peeked
  try {
    const payload = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'))
    if (typeof payload !== 'object' || payload === null) return undefined
    peeked = { header: decodeProtectedHeader(jws), payload }
  } catch {
    return undefined
  }
  requireVersion(peeked.payload['v'])
  return peeked
}

/** @throws {Problem} `unsupported-version`, saying which are */
export function requireVersion(version: unknown): void {
  if (version === protocolVersion) return
  throw new Problem('unsupported-version', undefined, { members: { supported: [protocolVersion] } })
}

/**
 * Verifies a message of one type under one key, and reads what it says. Undefined when it is forged, of another type, or not
 * of the shape: the caller says which refusal that is.
 *
 * RFC 8725 §3.1, §3.11: algorithm and type are ours to say. A critical header (RFC 7515 §4.1.11) is refused, whatever it is.
 *
 * @throws {Problem} `unsupported-version`
 */
export async function readSigned<S extends z.ZodMiniType>(
  jws: string,
  { typ, alg }: MessageType,
  key: JWK,
  claims: S,
): Promise<z.output<S> | undefined> {
  const peeked = peek(jws)
  if (!peeked || peeked.header.typ !== typ || peeked.header.alg !== alg || peeked.header.crit)
    return undefined
  try {
    const { payload } = await compactVerify(jws, await importOnce(key, alg), { algorithms: [alg] })
    const parsed = z.safeParse(claims, JSON.parse(Buffer.from(payload).toString('utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    // Whatever jose finds wrong with it, it is not a message that this key signed.
    return undefined
  }
}

/** Public keys of those who called lately: importing one costs more than half of what verifying by it does. */
const imported = new Map<string, ReturnType<typeof importJWK>>()
const mostImported = 5000

function importOnce(key: JWK, alg: MessageType['alg']): ReturnType<typeof importJWK> {
  const text = `${alg}:${JSON.stringify(key)}`
  const known = imported.get(text)
  if (known) return known
  if (imported.size >= mostImported) imported.clear()
  const importing = importJWK(key, alg)
  imported.set(text, importing)
  // A failure is nobody's key.
  importing.catch(() => imported.delete(text))
  return importing
}

export async function sign(
  { typ, alg }: MessageType,
  key: { kid: string; privateJwk: JWK },
  claims: object,
): Promise<string> {
  return (
    new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg, typ, kid: key.kid })
      // jose imports a key once for each object that holds it.
      .sign(key.privateJwk)
  )
}

export const unixSeconds = (date: Date): number => Math.floor(date.getTime() / 1000)

/**
 * Two clocks may differ by a minute, and a message may have been under way for a while.
 *
 * @throws {Problem} `clock`, with the server's time as `now` in Unix seconds, by which the phone corrects itself
 */
export function requireFresh(now: Date, iat: number, maximumAgeSeconds: number): void {
  const age = unixSeconds(now) - iat
  if (age <= maximumAgeSeconds && age >= -clockSkewSeconds) return
  throw new Problem('clock', undefined, { members: { now: unixSeconds(now) } })
}
