import type { AuditEvent } from '#contract/audit.ts'
import type { EventType } from '#contract/events.ts'
import { eventSentencesTexts, type Names } from '../texts/users/event-sentences.ts'

/** What happened, in words; the type itself where this console does not know it. */
export function sentenceOf({ type, data }: Pick<AuditEvent, 'type' | 'data'>, names: Names): string {
  if (!Object.hasOwn(eventSentencesTexts, type)) return type
  // The server wrote the data by this very type's schema.
  const say = eventSentencesTexts[type as EventType] as (data: AuditEvent['data'], names: Names) => string
  return say(data, names)
}
