import { adminRoles } from '#contract/permissions.ts'
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
import { settingsTexts } from '../texts/settings.tsx'
import { StatusBadge } from '../users/StatusBadge.tsx'

const columns: readonly Column<UserListItem>[] = [
  {
    id: 'name',
    header: settingsTexts.admins.columns.name,
    onPhone: 'title',
    cell: ({ name, email }) => <TwoLines title={name} detail={email} />,
  },
  {
    id: 'role',
    header: settingsTexts.admins.columns.role,
    onPhone: 'detail',
    cell: ({ adminRole }) => (adminRole ? roleNames[adminRole] : ''),
  },
  {
    id: 'status',
    header: settingsTexts.admins.columns.status,
    onPhone: 'status',
    cell: (user) => <StatusBadge user={user} />,
  },
  {
    id: 'lastSignIn',
    header: settingsTexts.admins.columns.lastSignIn,
    onPhone: 'detail',
    cell: ({ lastSignInAt }) =>
      lastSignInAt ? (
        <RelativeTime at={lastSignInAt} focusable={false} />
      ) : (
        <span className="text-muted">{settingsTexts.admins.never}</span>
      ),
  },
]

const shown = 100

/** Who administers this organisation, and what their roles let them do. */
export function AdminsSection() {
  const body = { role: 'admin' as const, sort: 'name' as const, reverse: false, limit: shown }
  const read = useOperationQuery(listUsers, { params: {}, body })
  const { data } = read
  return (
    <>
      <Card
        title={settingsTexts.admins.title}
        flush
        loading={read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
        trailing={data?.count?.value}
        actions={
          data?.next && (
            <LinkButton href={`${addresses.users}?role=admin`}>{settingsTexts.admins.all}</LinkButton>
          )
        }
      >
        {data && (
          <DataTable
            label={settingsTexts.admins.title}
            columns={columns}
            rows={data.items}
            keyOf={({ id }) => id}
            nameOf={({ name }) => name}
            hrefOf={({ id }) => addresses.user(id)}
            keys={singleKeysOn()}
            empty={<EmptyState title={settingsTexts.admins.none} />}
          />
        )}
      </Card>
      <Card title={settingsTexts.admins.rolesTitle}>
        <dl className="grid gap-3 text-control">
          {adminRoles.map((role) => (
            <div key={role}>
              <dt className="font-medium">{roleNames[role]}</dt>
              <dd className="text-muted">{settingsTexts.admins.roles[role]}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 text-control text-muted">
          {settingsTexts.admins.how(<b className="font-medium text-fg">{settingsTexts.admins.makeAdmin}</b>)}
        </p>
      </Card>
    </>
  )
}
