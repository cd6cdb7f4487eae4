import type { User } from '#contract/users.ts'
import { Badge } from '#ui/Badge.tsx'
import { Tooltip } from '#ui/Tooltip.tsx'
import { deactivationWords, statusTones, statusWords } from './words.ts'

/** A user's status; of a deactivation the kind on hover. */
export function StatusBadge({ user }: { user: Pick<User, 'status' | 'deactivation'> }) {
  const badge = <Badge tone={statusTones[user.status]}>{statusWords[user.status]}</Badge>
  if (!user.deactivation) return badge
  return (
    <Tooltip content={deactivationWords[user.deactivation.kind]}>
      <span className="rounded-badge">{badge}</span>
    </Tooltip>
  )
}
