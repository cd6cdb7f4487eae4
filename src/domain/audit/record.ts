import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { type EventData, type EventType, events } from '#contract/events.ts'
import type { UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import { sealWith } from '#platform/keyring.ts'
import type { Work } from '../work.ts'
import { findSubjectKey, insertEvents, insertSubjectKey, type NewEvent } from './audit.sql.ts'

/** Names, addresses, free text: sealed with the subject's key, so that destroying the key erases them. */
export type Personal = Record<string, string | undefined>

/**
 * Writes down what just happened in the caller's transaction: there is no change without its audit
 * event, and no event for a change that rolled back. The caller's IP and user agent are sealed with it.
 */
export async function record<T extends EventType>(
  work: Work,
  type: T,
  data: EventData<T>,
  personal: Personal = {},
): Promise<void> {
  // The compiler cannot see that `data` is of `type` once both are generic.
  await recordAll(work, [{ type, data, personal } as Happened])
}

type Happened = { [T in EventType]: { type: T; data: EventData<T>; personal?: Personal } }[EventType]

/** As `record`, of several events in one statement, in their order. */
export async function recordAll(work: Work, happened: readonly Happened[]): Promise<void> {
  if (happened.length === 0) return
  const { origin } = work.actor
  const ipIndex = origin.ip ? work.keys.mac('audit-ip', `${work.base.tenantId}:${origin.ip}`) : null
  const rows: NewEvent[] = []
  for (const { type, data, personal } of happened) {
    const parsed = z.parse(events[type] as z.ZodMiniType, data) as { [key: string]: JsonValue }
    const userId = (parsed.userId ?? null) as UserId | null
    // Of an event about nobody (an unknown address) the person is whoever acted.
    const subjectId = userId ?? (work.actor.kind === 'user' ? work.actor.id : null)
    const sealable = present({
      ...personal,
      ip: origin.ip || undefined,
      userAgent: origin.userAgent || undefined,
    })
    let sealed: Buffer | null = null
    if (subjectId && sealable) {
      const key = await subjectKey(work, subjectId)
      sealed = sealWith(key, `audit:${subjectId}`, JSON.stringify(sealable))
    }
    rows.push({ type, userId, data: parsed, personal: sealed, subjectId: sealed && subjectId, ipIndex })
  }
  await insertEvents(work, rows)
  for (const userId of new Set(rows.map((row) => row.userId))) if (userId) work.notify('user', userId)
}

/** Those that a transaction has read or made: several events of one unit are about the same person. */
const keysOf = new WeakMap<Work['db'], Map<string, Promise<Buffer | undefined>>>()

/**
 * Reads what events about this person are sealed with, together with what the unit reads at the same moment. Only for speed: `record`
 * reads it otherwise.
 */
export function expectEventsAbout(work: Work, subjectId: string): void {
  // Whoever needs it hears of the failure.
  readSubjectKey(work, subjectId).catch(() => {})
}

function readSubjectKey(work: Work, subjectId: string): Promise<Buffer | undefined> {
  const kept = keysOf.get(work.db) ?? new Map<string, Promise<Buffer | undefined>>()
  keysOf.set(work.db, kept)
  const key = kept.get(subjectId) ?? findKey(work, subjectId)
  kept.set(subjectId, key)
  return key
}

async function findKey(work: Work, subjectId: string): Promise<Buffer | undefined> {
  const sealed = await findSubjectKey(work, subjectId)
  return sealed && work.keys.unseal('subject-key', contextOf(work, subjectId), sealed)
}

/** The key that this person's data is sealed with, made at the first event about them. */
async function subjectKey(work: Work, subjectId: string): Promise<Buffer> {
  const kept = await readSubjectKey(work, subjectId)
  if (kept) return kept
  const context = contextOf(work, subjectId)
  const made = insertSubjectKey(work, subjectId, work.keys.seal('subject-key', context, randomBytes(32)))
  const key = made.then((sealed) => work.keys.unseal('subject-key', context, sealed))
  keysOf.get(work.db)?.set(subjectId, key)
  return key
}

const contextOf = (work: Work, subjectId: string) => `${work.base.tenantId}:${subjectId}`

function present(personal: Personal): Record<string, string> | undefined {
  const entries = Object.entries(personal).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}
