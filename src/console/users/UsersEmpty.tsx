import { SearchX, UserPlus, Users } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { usersListTexts } from '../texts/users/users-list.tsx'
import { labels } from './words.ts'

const texts = usersListTexts.empty

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
          title={texts.noMatch.title}
          actions={<Button onClick={props.onClear}>{usersListTexts.clearFilters}</Button>}
        >
          {props.q !== undefined && texts.noMatch.text}
        </EmptyState>
      )
    case 'end':
      return (
        <EmptyState
          icon={<Users size={20} aria-hidden />}
          title={texts.end.title}
          actions={<Button onClick={props.onClear}>{texts.end.action}</Button>}
        />
      )
    case 'first-use':
      return (
        <EmptyState
          icon={<UserPlus size={20} aria-hidden />}
          title={texts.first.title}
          actions={
            <Button disabledReason={whyNot(me, 'users:write')} onClick={props.onAdd}>
              {labels.addUser}
            </Button>
          }
        >
          {texts.first.text}
        </EmptyState>
      )
  }
}
