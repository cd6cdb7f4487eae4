import type { exactKinds, UserListItem } from '#contract/users.ts'
import { Badge } from '#ui/Badge.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import type { Column } from '#ui/table-column.ts'
import { Day } from '../frame/Day.tsx'
import { roleName } from '../frame/role-names.ts'
import { usersListTexts } from '../texts/users/users-list.tsx'
import { Marked } from './users-marked.tsx'
import { UserStatusCell } from './users-status.tsx'

const texts = usersListTexts.columns

/** What the typed text was, where it named this person exactly. */
const exactWords: Readonly<Record<(typeof exactKinds)[number], string>> = texts.exact

/** The columns of the list. While searching, the best matches come first and nothing can be sorted. */
export const columnsOf = (sortable: boolean): readonly Column<UserListItem>[] => [
  { id: 'name', header: texts.name, sortable, onPhone: 'title', cell: (user) => <NameCell user={user} /> },
  {
    id: 'email',
    header: texts.email,
    sortable,
    from: 'xl',
    onPhone: 'hidden',
    cell: (user) => (
      <span className="block min-w-44 min-[90rem]:min-w-52 wrap-anywhere text-muted">
        <Marked text={user.email} field="email" marks={user.marks} />
      </span>
    ),
  },
  { id: 'status', header: texts.status, onPhone: 'status', cell: (user) => <UserStatusCell user={user} /> },
  {
    id: 'accounts',
    header: texts.accounts,
    align: 'end',
    from: 'wide',
    onPhone: 'hidden',
    cell: (user) => user.accounts,
  },
  {
    id: 'role',
    header: texts.role,
    sortable,
    from: 'lg',
    onPhone: 'detail',
    cell: (user) => <span className="whitespace-nowrap">{roleName(user.adminRole)}</span>,
  },
  {
    id: 'lastSignIn',
    header: texts.lastSignIn,
    sortable,
    firstDirection: 'desc',
    from: 'lg',
    onPhone: 'detail',
    cell: (user) =>
      user.lastSignInAt ? (
        <RelativeTime at={user.lastSignInAt} focusable={false} />
      ) : (
        <span className="text-muted">
          {texts.never((words) => (
            <span className="sm:hidden">{words}</span>
          ))}
        </span>
      ),
  },
  {
    id: 'created',
    header: texts.created,
    sortable,
    firstDirection: 'desc',
    from: 'xl',
    onPhone: 'hidden',
    cell: (user) => <Day at={user.createdAt} />,
  },
]

function NameCell({ user }: { user: UserListItem }) {
  const { marks } = user
  const isFoundByMobile = user.mobile !== null && marks.some(({ field }) => field === 'mobile')
  return (
    <span className="block min-w-0 md:min-w-40">
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium wrap-anywhere">
          <Marked text={user.name} field="name" marks={marks} />
        </span>
        {user.exact && user.exact !== 'email' && (
          <Badge tone="info">
            <span className="sr-only">{texts.foundBy} </span>
            {exactWords[user.exact]}
          </Badge>
        )}
      </span>
      <span className="block text-meta font-normal text-muted wrap-anywhere xl:hidden">
        <Marked text={user.email} field="email" marks={marks} />
      </span>
      {isFoundByMobile && (
        <span className="block text-meta font-normal text-muted tabular-nums">
          <Marked text={user.mobile ?? ''} field="mobile" marks={marks} />
        </span>
      )}
    </span>
  )
}
