import type { User } from '#contract/users.ts'
import { Badge } from '#ui/Badge.tsx'
import { Card } from '#ui/Card.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { Facts } from '#ui/Facts.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { roleName } from '../frame/role-names.ts'
import { StatusBadge } from './StatusBadge.tsx'
import { deactivationWords } from './words.ts'

/** Who this user is in the organisation. */
export function IdentityPanel({ user }: { user: User }) {
  return (
    <Card title="Identity" id="identity">
      <Facts
        items={[
          ['ID', <Copyable key="id" value={user.id} what="ID" />],
          ['Name', user.name],
          [
            'Email',
            <span key="email" className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="wrap-anywhere">{user.email}</span>
              {user.emailVerified ? (
                <Badge tone="success">Verified</Badge>
              ) : (
                <Badge tone="neutral">Not verified</Badge>
              )}
            </span>,
          ],
          ['Mobile number', user.mobile ?? <None key="mobile" />],
          ['Personal email', user.personalEmail ?? <None key="personal" />],
          ['Role', user.adminRole ? `Admin, ${roleName(user.adminRole).toLowerCase()}` : 'User'],
          [
            'Status',
            <span key="status" className="flex flex-wrap items-center gap-2">
              <StatusBadge user={user} />
              {user.deactivation && deactivationWords[user.deactivation.kind]}
            </span>,
          ],
          ['Created', <RelativeTime key="created" at={user.createdAt} />],
          ['Updated', <RelativeTime key="updated" at={user.updatedAt} />],
          [
            'DID',
            user.did ? (
              <Copyable key="did" value={user.did} what="DID" text={shortened(user.did)} />
            ) : (
              <span key="did" className="text-muted">
                None until a phone is set up
              </span>
            ),
          ],
        ]}
      />
    </Card>
  )
}

const None = () => <span className="text-muted">None</span>

const shortened = (did: string) => (did.length > 28 ? `${did.slice(0, 16)}…${did.slice(-8)}` : did)
