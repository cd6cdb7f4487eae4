import { SearchX, UserPlus, Users } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { labels } from './words.ts'

type UsersEmptyProps =
  | { kind: 'no-match' | 'end'; q?: string; onClear: () => void }
  | { kind: 'first-use'; onAdd: () => void }

/** Instead of rows: nobody matches, nobody is left on this page, or nobody but oneself is here yet. */
export function UsersEmpty(props: UsersEmptyProps) {
  const me = useMe()
  switch (props.kind) {
    case 'no-match':
      return (
        <EmptyState
          icon={<SearchX size={20} aria-hidden />}
          title="No users match"
          actions={<Button onClick={props.onClear}>Clear filters</Button>}
        >
          {props.q !== undefined &&
            'Search looks at names, emails and mobile numbers, and at IDs and reference codes as a whole.'}
        </EmptyState>
      )
    case 'end':
      return (
        <EmptyState
          icon={<Users size={20} aria-hidden />}
          title="Nobody on this page"
          actions={<Button onClick={props.onClear}>Go to the first page</Button>}
        />
      )
    case 'first-use':
      return (
        <EmptyState
          icon={<UserPlus size={20} aria-hidden />}
          title="Add your first people"
          actions={
            <Button disabledReason={whyNot(me, 'users:write')} onClick={props.onAdd}>
              {labels.addUser}
            </Button>
          }
        >
          Each gets a setup link for their phone, and can then sign in to your applications with it.
        </EmptyState>
      )
  }
}
