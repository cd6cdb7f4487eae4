import { BellOff } from 'lucide-react'
import type { UserListItem } from '#contract/users.ts'
import { Badge } from '#ui/Badge.tsx'
import { Tooltip } from '#ui/Tooltip.tsx'
import { usersListTexts } from '../texts/users/users-list.tsx'
import { StatusBadge } from './StatusBadge.tsx'

const texts = usersListTexts.status

/** How it stands with a person: the status, and what follows from the rest of the record. */
export function UserStatusCell({ user }: { user: UserListItem }) {
  return (
    <span className="flex flex-wrap gap-1 max-sm:max-w-24 max-sm:flex-col max-sm:items-end">
      {user.removal ? <Badge tone="neutral">{texts.removed}</Badge> : <StatusBadge user={user} />}
      {user.locked && <Badge tone="warning">{texts.locked}</Badge>}
      {/* Of somebody invited that goes without saying. */}
      {user.noWayIn && user.status === 'active' && <Badge tone="danger">{texts.noWayIn}</Badge>}
      {!user.noWayIn && user.status === 'active' && user.devices === 0 && (
        <Badge tone="warning">{texts.noDevice}</Badge>
      )}
      {user.status === 'active' && user.activeDevices > 0 && !user.receiving && <NotDelivered />}
    </span>
  )
}

/** The push service calls the phone's token invalid: requests wait until the app is opened. */
const NotDelivered = () => (
  <Tooltip content={texts.notDelivered.why}>
    <span className="rounded-badge">
      <Badge tone="warning" icon={<BellOff size={12} aria-hidden />}>
        {/* On a phone it would take the place of the name. */}
        <span className="max-sm:whitespace-normal">{texts.notDelivered.label}</span>
      </Badge>
    </span>
  </Tooltip>
)
