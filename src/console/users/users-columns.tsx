import type { UserListItem } from '#contract/users.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { Badge } from '#ui/Badge.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import type { Column } from '#ui/table-column.ts'
import { Day } from '../frame/Day.tsx'
import { roleName } from '../frame/role-names.ts'
import { StatusBadge } from './StatusBadge.tsx'

/** The columns of the list. While searching, the best matches come first and nothing can be sorted. */
export const columnsOf = (sortable: boolean): readonly Column<UserListItem>[] => [
  {
    id: 'name',
    header: 'Name',
    sortable,
    onPhone: 'title',
    cell: (user) => (
      <span className="flex items-center gap-3">
        <Avatar name={user.name} seed={user.id} />
        <span className="min-w-0 sm:min-w-44 lg:min-w-56 xl:min-w-40">
          <span className="block font-medium wrap-anywhere">{user.name}</span>
          <span className="block text-meta font-normal text-muted wrap-anywhere xl:hidden">{user.email}</span>
        </span>
      </span>
    ),
  },
  {
    id: 'email',
    header: 'Email',
    sortable,
    from: 'xl',
    onPhone: 'hidden',
    cell: (user) => <span className="wrap-anywhere text-muted">{user.email}</span>,
  },
  {
    id: 'status',
    header: 'Status',
    onPhone: 'status',
    cell: (user) => (
      <span className="flex gap-1 max-lg:flex-wrap">
        <StatusBadge user={user} />
        {user.status === 'active' && user.devices === 0 && <Badge tone="warning">No device</Badge>}
      </span>
    ),
  },
  {
    id: 'accounts',
    header: 'Accounts',
    align: 'end',
    from: 'lg',
    onPhone: 'hidden',
    cell: (user) => user.accounts,
  },
  {
    id: 'role',
    header: 'Role',
    sortable,
    from: 'lg',
    onPhone: 'detail',
    cell: (user) => <span className="whitespace-nowrap">{roleName(user.adminRole)}</span>,
  },
  {
    id: 'lastSignIn',
    header: 'Last sign-in',
    sortable,
    from: 'md',
    onPhone: 'detail',
    cell: (user) =>
      user.lastSignInAt ? (
        <RelativeTime at={user.lastSignInAt} focusable={false} />
      ) : (
        <span className="text-muted">
          Never<span className="sm:hidden"> signed in</span>
        </span>
      ),
  },
  {
    id: 'created',
    header: 'Created',
    sortable,
    from: 'xl',
    onPhone: 'hidden',
    cell: (user) => <Day at={user.createdAt} />,
  },
]
