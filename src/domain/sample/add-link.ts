import type { LinkId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { nobody, type OneLife, type Seen } from './one-life.ts'

/** Their link to the company's provider. */
export function addLink(life: OneLife, seen: readonly Seen[]): void {
  const { rows, who, event, from, joinedAt, isVerified } = life
  const { company } = life.around
  if (!who.isLinked) return
  const linkedAt = joinedAt
  // A new id carries its brand from here on.
  const linkId = newId(linkedAt) as LinkId
  const { providerId } = company
  const linkedBy = who.turn === 'only-provider' ? 'created' : 'verified-email'
  const subject = `staff-${20_000 + who.n}`
  rows.providerLinks.push({
    id: linkId,
    providerId,
    userId: who.id,
    subject,
    email: who.email,
    linkedAt,
    linkedBy,
    lastUsedAt: seen.findLast(({ method }) => method === 'provider')?.at ?? null,
  })
  if (linkedBy === 'created') {
    if (isVerified)
      event({
        at: linkedAt,
        type: 'user.email.verified',
        data: { userId: who.id, by: 'provider' },
        actor: nobody,
        from,
      })
    event({
      at: linkedAt,
      type: 'user.activated',
      data: { userId: who.id, by: 'provider' },
      actor: nobody,
      from,
    })
  }
  event({
    at: linkedAt,
    type: 'user.provider.linked',
    data: { userId: who.id, providerId, linkId, by: linkedBy },
    personal: { subject, email: who.email },
    actor: nobody,
    from,
  })
}
