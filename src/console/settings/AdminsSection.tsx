import { type AdminRole, adminRoles } from '#contract/permissions.ts'
import { listUsers, type UserListItem } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Card } from '#ui/Card.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TwoLines } from '#ui/TwoLines.tsx'
import type { Column } from '#ui/table-column.ts'
import { addresses } from '../addresses.ts'
import { roleNames } from '../frame/role-names.ts'
import { singleKeysOn } from '../frame/shortcuts.ts'
import { StatusBadge } from '../users/StatusBadge.tsx'

const columns: readonly Column<UserListItem>[] = [
  {
    id: 'name',
    header: 'Name',
    onPhone: 'title',
    cell: ({ name, email }) => <TwoLines title={name} detail={email} />,
  },
  {
    id: 'role',
    header: 'Role',
    onPhone: 'detail',
    cell: ({ adminRole }) => (adminRole ? roleNames[adminRole] : ''),
  },
  { id: 'status', header: 'Status', onPhone: 'status', cell: (user) => <StatusBadge user={user} /> },
  {
    id: 'lastSignIn',
    header: 'Last sign-in',
    onPhone: 'detail',
    cell: ({ lastSignInAt }) =>
      lastSignInAt ? (
        <RelativeTime at={lastSignInAt} focusable={false} />
      ) : (
        <span className="text-muted">Never</span>
      ),
  },
]

/** What each role is for, from the most to the least powerful. */
const roleWords: Record<AdminRole, string> = {
  owner: 'Everything, settings, providers and applications included. An organisation keeps at least one.',
  'user-admin':
    'People: adding, changing, suspending, merging, removing and deleting them, their phones and passwords.',
  'help-desk':
    'Gets people back in: setup codes, phones, password links, sessions. Changes no record and removes nobody.',
  auditor: 'Reads everything and changes nothing.',
}

const shown = 100

/** Who administers this organisation, and what their roles let them do. */
export function AdminsSection() {
  const body = { role: 'admin' as const, sort: 'name' as const, reverse: false, limit: shown }
  const read = useOperationQuery(listUsers, { params: {}, body })
  const { data } = read
  return (
    <>
      <Card
        title="Administrators"
        flush
        loading={read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
        trailing={data?.count?.value}
        actions={
          data?.next && <LinkButton href={`${addresses.users}?role=admin`}>See all of them</LinkButton>
        }
      >
        {data && (
          <DataTable
            label="Administrators"
            columns={columns}
            rows={data.items}
            keyOf={({ id }) => id}
            nameOf={({ name }) => name}
            hrefOf={({ id }) => addresses.user(id)}
            keys={singleKeysOn()}
            empty={<EmptyState title="No administrators" />}
          />
        )}
      </Card>
      <Card title="What the roles may do">
        <dl className="grid gap-3 text-control">
          {adminRoles.map((role) => (
            <div key={role}>
              <dt className="font-medium">{roleNames[role]}</dt>
              <dd className="text-muted">{roleWords[role]}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 text-control text-muted">
          Nobody acts on someone of a higher role, and nobody changes their own. To make somebody an
          administrator, open their page and choose <b className="font-medium text-fg">Make admin</b>.
        </p>
      </Card>
    </>
  )
}
