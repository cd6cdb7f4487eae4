import { BellOff } from 'lucide-react'
import type { UserListItem } from '#contract/users.ts'
import { Badge } from '#ui/Badge.tsx'
import { Tooltip } from '#ui/Tooltip.tsx'
import { StatusBadge } from './StatusBadge.tsx'

/** How it stands with a person: the status, and what follows from the rest of the record. */
export function UserStatusCell({ user }: { user: UserListItem }) {
  return (
    <span className="flex flex-wrap gap-1 max-sm:flex-col max-sm:items-end">
      {user.removal ? <Badge tone="neutral">Removed</Badge> : <StatusBadge user={user} />}
      {user.locked && <Badge tone="warning">Locked</Badge>}
      {/* Of somebody invited that goes without saying. */}
      {user.noWayIn && user.status === 'active' && <Badge tone="danger">No way in</Badge>}
      {!user.noWayIn && user.status === 'active' && user.devices === 0 && (
        <Badge tone="warning">No device</Badge>
      )}
      {user.status === 'active' && user.activeDevices > 0 && !user.receiving && <NotDelivered />}
    </span>
  )
}

/** The push service calls the phone's token invalid: requests wait until the app is opened. */
const NotDelivered = () => (
  <Tooltip content="Push isn't delivered to their phone. They can still open the app, or scan the QR code.">
    <span className="rounded-badge">
      <Badge tone="warning" icon={<BellOff size={12} aria-hidden />}>
        Push not delivered
      </Badge>
    </span>
  </Tooltip>
)
