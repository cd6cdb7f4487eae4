import { Copy, ExternalLink, MailPlus, Trash2, UserPlus, UserX } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../Avatar.tsx'
import { Badge, type BadgeTone } from '../Badge.tsx'
import { Button } from '../Button.tsx'
import { Chip } from '../Chip.tsx'
import { DataTable } from '../DataTable.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { PageHeader } from '../PageHeader.tsx'
import { Pagination } from '../Pagination.tsx'
import { RelativeTime } from '../RelativeTime.tsx'
import { SearchField } from '../SearchField.tsx'
import { TwoLines } from '../TwoLines.tsx'
import type { Column, Sort } from '../table-column.ts'

interface Person {
  id: string
  name: string
  email: string
  status: string
  accounts: number
  role: string
  seen: Date | null
}

const names = [
  'Amara Okafor',
  'Ingrid Haddad',
  'Priya Lindqvist',
  'Jonas Sato',
  'Kwame Farouk',
  'Mei Fernández',
  'Bartholomew Featherstonehaugh-Cholmondeley',
  'Diego Lindqvist',
  'Henrik Rossi',
  'Lucía Rossi',
]
const states = [
  'Active',
  'Invited',
  'Active',
  'Locked',
  'Active',
  'Deactivated',
  'Active',
  'No way in',
  'Active',
  'Active',
]
const tones: Record<string, BadgeTone> = {
  Active: 'success',
  Invited: 'info',
  Locked: 'warning',
  'No way in': 'danger',
  Deactivated: 'neutral',
}

const people: Person[] = names.map((name, index) => ({
  id: `usr_${index}`,
  name,
  email: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@northwind.example`,
  status: states[index] ?? 'Active',
  accounts: index % 4,
  role: index % 5 === 0 ? 'Admin' : 'User',
  seen: index % 6 === 5 ? null : new Date(Date.now() - index ** 4 * 60_000),
}))

const columns: Column<Person>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: ({ name, email }) => <TwoLines title={name} detail={email} detailBelow="lg" />,
  },
  { id: 'email', header: 'Email', sortable: true, from: 'lg', onPhone: 'hidden', cell: ({ email }) => email },
  {
    id: 'status',
    header: 'Status',
    onPhone: 'status',
    cell: ({ status }) => <Badge tone={tones[status] ?? 'neutral'}>{status}</Badge>,
  },
  { id: 'accounts', header: 'Accounts', align: 'end', onPhone: 'hidden', cell: ({ accounts }) => accounts },
  { id: 'role', header: 'Role', sortable: true, cell: ({ role }) => role },
  {
    id: 'seen',
    header: 'Last sign-in',
    sortable: true,
    cell: ({ seen }) => (seen ? <RelativeTime at={seen} focusable={false} /> : 'Never'),
  },
]

export function People({ open }: { open: string | null }) {
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(true)
  const [sort, setSort] = useState<Sort>({ column: 'name', direction: 'asc' })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['usr_2']))
  return (
    <>
      <PageHeader
        title="Users"
        meta="1,000,004 people"
        actions={
          <>
            <Button icon={<UserPlus size={16} aria-hidden />}>Add User</Button>
            <Button tone="primary" icon={<MailPlus size={16} aria-hidden />}>
              Invite
            </Button>
          </>
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label="Search name, email, mobile or ID"
          value={search}
          onChange={setSearch}
          slashFocuses
        />
        <Chip on={active} onChange={setActive}>
          Active
        </Chip>
        <Chip on={false} onChange={() => {}}>
          Invited
        </Chip>
        <Chip on={!active} onChange={(on) => setActive(!on)}>
          Locked
        </Chip>
        <Button tone="quiet" size="compact" onClick={() => setSearch('')}>
          Clear
        </Button>
      </div>
      <DataTable
        label="Users"
        columns={columns}
        rows={open === 'empty' ? [] : people}
        keyOf={({ id }) => id}
        nameOf={({ name }) => name}
        leadingOf={({ name }) => <Avatar name={name} />}
        hrefOf={({ id }) => `?page=pieces&user=${id}`}
        sort={sort}
        onSort={setSort}
        busy={open === 'busy'}
        selected={selected}
        onSelect={setSelected}
        keys
        empty={<EmptyState title="No users match" actions={<Button>Clear filters</Button>} />}
        menuOf={({ status }) => [
          { label: 'Open', icon: <ExternalLink size={16} aria-hidden />, keys: '↵', href: '?page=pieces' },
          { label: 'Copy ID', icon: <Copy size={16} aria-hidden />, onSelect: () => {} },
          {
            label: 'Verify email',
            icon: <MailPlus size={16} aria-hidden />,
            disabledReason: 'Email is already verified',
            onSelect: () => {},
          },
          {
            label: status === 'Deactivated' ? 'Reactivate' : 'Deactivate',
            icon: <UserX size={16} aria-hidden />,
          },
          'separator',
          { label: 'Delete…', icon: <Trash2 size={16} aria-hidden />, danger: true, onSelect: () => {} },
        ]}
      />
      <Pagination text="26–50 of about 727,000" onNext={() => {}} />
    </>
  )
}
