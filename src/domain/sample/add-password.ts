import { daysBefore } from './company.ts'
import { minute, nobody, type OneLife, type Seen } from './one-life.ts'

/** Their password, how they came by it, and what was done about it since. */
export function addPassword(life: OneLife, seen: readonly Seen[]): void {
  const { rows, who, around, dice, event, from, office, joinedAt, isVerified, did } = life
  const { company } = around
  const hashed = around.hashes[who.n % around.hashes.length]
  if (!who.hasPassword || !hashed) return
  const isTemporary = who.turn === 'temporary-password'
  const setAt = isTemporary ? daysBefore(company.begunAt, 0.2) : joinedAt
  const expiresAt = isTemporary ? new Date(setAt.getTime() + 86_400_000) : null
  rows.passwords.push({
    ...hashed,
    userId: who.id,
    temporary: isTemporary,
    expiresAt,
    setAt,
    verifiedAt: isTemporary ? null : (seen.findLast(({ method }) => method === 'password')?.at ?? null),
    version: 1 + Math.floor(dice() * 1_000_000),
  })
  if (expiresAt)
    event({
      at: setAt,
      type: 'user.password.temporary-issued',
      data: { userId: who.id, expiresAt: expiresAt.toISOString() },
      actor: { kind: 'user', id: around.adminId },
      from: office,
    })
  else {
    if (!did) {
      if (isVerified)
        event({
          at: setAt,
          type: 'user.email.verified',
          data: { userId: who.id, by: 'password-link' },
          actor: nobody,
          from,
        })
      event({
        at: setAt,
        type: 'user.activated',
        data: { userId: who.id, by: 'password' },
        actor: nobody,
        from,
      })
    }
    event({
      at: setAt,
      type: 'user.password.set',
      data: { userId: who.id, by: did ? 'person' : 'link' },
      actor: nobody,
      from,
    })
  }
  if (who.turn === 'must-reset')
    event({
      at: daysBefore(company.begunAt, 1.1),
      type: 'user.password.reset-required',
      data: { userId: who.id, required: true },
      actor: { kind: 'user', id: around.adminId },
      from: office,
    })
  // Now and then somebody forgets theirs.
  if (!isTemporary && dice() < 0.06) {
    const at = daysBefore(company.begunAt, 0.02 + dice() * 25)
    if (at < joinedAt) return
    const soon = new Date(at.getTime() + 4 * minute)
    event({
      at,
      type: 'user.password.reset-requested',
      data: { userId: who.id, by: 'person' },
      actor: nobody,
      from,
    })
    event({
      at: soon,
      type: 'user.password.set',
      data: { userId: who.id, by: 'link' },
      actor: nobody,
      from,
    })
    event({
      at: soon,
      type: 'user.password.reset-completed',
      data: { userId: who.id, because: 'link' },
      actor: nobody,
      from,
    })
  }
}
