import type { UserStatus } from '#contract/users.ts'
import { Chip } from '#ui/Chip.tsx'
import { statusWords } from './words.ts'

interface UsersFiltersProps {
  status: readonly UserStatus[]
  role: 'admin' | 'user' | undefined
  onChange: (change: { status?: UserStatus[] | undefined; role?: 'admin' | 'user' | undefined }) => void
}

const order: readonly UserStatus[] = ['active', 'invited', 'deactivated']

const roles = { admin: 'Admins', user: 'Not admins' } as const

/** The frequent filters: any of the chosen statuses, and one of the two roles. */
export function UsersFilters({ status, role, onChange }: UsersFiltersProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">Filters</legend>
      {order.map((each) => (
        <Chip
          key={each}
          on={status.includes(each)}
          onChange={(on) => {
            const next = on ? [...status, each] : status.filter((other) => other !== each)
            onChange({ status: next.length > 0 ? next : undefined })
          }}
        >
          {statusWords[each]}
        </Chip>
      ))}
      {(['admin', 'user'] as const).map((each) => (
        <Chip key={each} on={role === each} onChange={(on) => onChange({ role: on ? each : undefined })}>
          {roles[each]}
        </Chip>
      ))}
    </fieldset>
  )
}
