import { ChevronDown, X } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { Menu, type MenuAct } from '#ui/Menu.tsx'
import { type BulkActName, bulkActs } from '../bulk/bulk-acts.ts'
import { useMe } from '../frame/me.ts'
import { whyNot } from '../frame/why-not.ts'
import { usersListTexts } from '../texts/users/users-list.tsx'
import type { Count } from './users-counts.ts'
import type { UsersSelection } from './users-selection.ts'

const texts = usersListTexts.selection

interface UsersSelectionBarProps {
  selection: UsersSelection
  /** How many match the search and the filters; null where nobody counted. */
  count: Count
  /** Whether more match than stand on this page. */
  hasMore: boolean
  onAct: (act: BulkActName) => void
}

/** At most so many can be ticked one by one: beyond, a filter says whom. */
const most = 1000

const upFront: readonly BulkActName[] = ['send-invitation', 'require-password-reset', 'revoke-sessions']

/** How many are ticked and what can be done with them. */
export function UsersSelectionBar({ selection, count, hasMore, onAct }: UsersSelectionBarProps) {
  const me = useMe()
  const tooMany = selection.count !== null && selection.count > most
  const whyNotAct = (name: BulkActName) =>
    tooMany ? texts.tooMany(most) : whyNot(me, bulkActs[name].permission)
  const item = (name: BulkActName): MenuAct => {
    const Icon = bulkActs[name].icon
    return {
      label: bulkActs[name].label,
      icon: <Icon size={16} aria-hidden />,
      danger: name === 'deactivate',
      disabledReason: whyNotAct(name),
      onSelect: () => onAct(name),
    }
  }
  const all = Object.keys(bulkActs) as BulkActName[] // its keys are the names
  const offersAll = selection.count !== null && selection.hasPage && hasMore
  return (
    <section
      aria-label={texts.title}
      className="sticky top-15 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-accent bg-raised py-2 ps-4 pe-2 text-control shadow-raised"
    >
      <p role="status" className="font-medium tabular-nums">
        {selection.count === null ? allWords(count) : texts.count(selection.count)}
      </p>
      {offersAll && (
        <Button tone="quiet" size="compact" onClick={selection.tickAllThatMatch}>
          <span className="text-accent-text">{offerWords(count)}</span>
        </Button>
      )}
      <div className="ms-auto flex flex-wrap items-center gap-2">
        <span className="flex gap-2 max-lg:hidden">
          {upFront.map((name) => (
            <Button key={name} size="compact" disabledReason={whyNotAct(name)} onClick={() => onAct(name)}>
              {bulkActs[name].label.replace(/…$/, '')}
            </Button>
          ))}
        </span>
        <Menu
          trigger={
            <Button size="compact">
              <span className="lg:hidden">{texts.acts}</span>
              <span className="max-lg:hidden">{texts.more}</span>
              <ChevronDown size={14} aria-hidden />
            </Button>
          }
          items={all.map(item)}
        />
        <Button size="compact" tone="quiet" icon={<X size={14} aria-hidden />} onClick={selection.clear}>
          {texts.clear}
        </Button>
      </div>
    </section>
  )
}

function allWords(count: Count) {
  if (count === null) return texts.all.some
  return count.about ? texts.all.about(count.value) : texts.all.exact(count.value)
}

function offerWords(count: Count) {
  if (count === null) return texts.offer.some
  return count.about ? texts.offer.about(count.value) : texts.offer.exact(count.value)
}
