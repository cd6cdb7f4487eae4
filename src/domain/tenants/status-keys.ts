import type { Hub } from '#platform/hub.ts'
import type { Jwk } from '../signing-keys/generate-signing-key.ts'
import type { Work } from '../work.ts'
import { readStatusKeys, type SealedStatusKey } from './installation.sql.ts'

/** ES256. It outlives organisations: only what it signs makes an app forget anything. */
export interface StatusKey {
  readonly kid: string
  readonly publicJwk: Jwk
  readonly privateJwk: Jwk
}

/** Phones accept what either signs, and are told of both each time. */
export interface StatusKeys {
  readonly current: StatusKey
  /** Takes over at the next rotation; signs before that only for a phone that does not know the current one. */
  readonly next: StatusKey
}

export type ReadStatusKeys = (work: Work) => Promise<StatusKeys>

/** The installation's keys, unsealed once and kept until a notice says that they changed; nothing is believed while none can arrive. */
export function createStatusKeys(hub: Hub): ReadStatusKeys {
  let kept: Promise<StatusKeys> | undefined
  const forget = () => {
    kept = undefined
  }
  hub.subscribe('status-key', forget)
  hub.onGap(forget)
  return (work) => {
    if (kept && hub.listening) return kept
    const reading = statusKeysOf(work)
    kept = reading
    // A failure is no answer.
    reading.catch(() => {
      if (kept === reading) kept = undefined
    })
    return reading
  }
}

export async function statusKeysOf(work: Work): Promise<StatusKeys> {
  const { current, next } = await readStatusKeys(work)
  if (!next) throw new Error('the installation has no next status key')
  return { current: unseal(work, current), next: unseal(work, next) }
}

function unseal({ keys }: Work, { publicJwk, privateSealed }: SealedStatusKey): StatusKey {
  const { kid, ...rest } = publicJwk
  if (!kid) throw new Error('the status key has no id')
  const opened = keys.unseal('installation', 'status', Buffer.from(privateSealed)).toString('utf8')
  return { kid, publicJwk: rest, privateJwk: JSON.parse(opened) as Jwk }
}
