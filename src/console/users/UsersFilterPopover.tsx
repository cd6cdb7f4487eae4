import {
  type ButtonHTMLAttributes,
  cloneElement,
  type ReactElement,
  useEffect,
  useRef,
  useState,
} from 'react'
import { Popover } from '#ui/Popover.tsx'
import { usersFiltersTexts } from '../texts/users/users-filters.ts'
import { UsersFilterPane } from './UsersFilterPane.tsx'
import { type FilterChange, type FilterName, filterKinds, filterLabels, valuesOf } from './users-filters.ts'
import type { FilterSearch } from './users-search.ts'

const texts = usersFiltersTexts

export interface UsersFilterPopoverProps {
  /** The button that opens it. */
  trigger: ReactElement<ButtonHTMLAttributes<HTMLButtonElement>>
  /** The kind that can be chosen of; without it every kind is there. */
  name?: FilterName
  search: FilterSearch
  onChange: (change: FilterChange) => void
}

/** What can be chosen of one kind of filter, or of every kind after it was pressed. Mounted by the first press: it is open at once. */
export function UsersFilterPopover({ trigger, name, search, onChange }: UsersFilterPopoverProps) {
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<FilterName | null>(null)
  const [left, setLeft] = useState<FilterName | null>(null)
  // Once its button has the focus: there it goes back to.
  useEffect(() => setOpen(true), [])
  return (
    <Popover
      label={name ? filterLabels[name] : texts.title}
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setChosen(null)
        setLeft(null)
      }}
      trigger={cloneElement(trigger, { autoFocus: true })}
    >
      {name && <UsersFilterPane name={name} search={search} onChange={onChange} />}
      {!name && chosen && (
        <UsersFilterPane
          name={chosen}
          search={search}
          onChange={onChange}
          onBack={() => {
            setLeft(chosen)
            setChosen(null)
          }}
        />
      )}
      {!name && !chosen && <Kinds search={search} from={left} onChoose={setChosen} />}
    </Popover>
  )
}

interface KindsProps {
  search: FilterSearch
  /** The kind that one comes back from: the focus is there again. */
  from: FilterName | null
  onChoose: (name: FilterName) => void
}

function Kinds({ search, from, onChoose }: KindsProps) {
  const before = useRef<HTMLButtonElement>(null)
  useEffect(() => before.current?.focus(), [])
  return (
    <ul>
      {filterKinds.map((name) => {
        const count = valuesOf(search, name).length
        return (
          <li key={name}>
            <button
              ref={name === from ? before : null}
              type="button"
              onClick={() => onChoose(name)}
              className="flex min-h-8 w-full items-center justify-between gap-2 rounded-control px-2.5 py-1.5 text-start hover:bg-hover focus-visible:-outline-offset-2"
            >
              {filterLabels[name]}
              {count > 0 && (
                <span className="text-meta font-medium text-accent-text">
                  {count}
                  <span className="sr-only"> {texts.chosen}</span>
                </span>
              )}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
