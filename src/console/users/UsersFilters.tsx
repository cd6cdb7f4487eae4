import { ListFilter, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Chip } from '#ui/Chip.tsx'
import { Popover } from '#ui/Popover.tsx'
import { usersFiltersTexts } from '../texts/users/users-filters.ts'
import { UsersFilterPane } from './UsersFilterPane.tsx'
import { useFilterOptions } from './users-filter-options.ts'
import {
  type FilterChange,
  type FilterName,
  filterLabels,
  fixedFilters,
  frequentFilters,
  furtherValuesOf,
  valuesOf,
  withoutFurther,
  withValue,
} from './users-filters.ts'
import type { FilterSearch } from './users-search.ts'

const texts = usersFiltersTexts

interface UsersFiltersProps {
  search: FilterSearch
  onChange: (change: FilterChange) => void
  /** After the chips: what clears them. */
  children?: ReactNode
}

const names = Object.keys(filterLabels) as FilterName[] // its keys are the names

/** Chips for the frequent filters and for what else is on; everything else is behind "Filter". */
export function UsersFilters({ search, onChange, children }: UsersFiltersProps) {
  const more = useRef<HTMLButtonElement>(null)
  const furtherOn = names.filter((name) => furtherValuesOf(search, name).length > 0)
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-2">
      <legend className="sr-only">{texts.title}</legend>
      {frequentFilters.map(({ name, value }) => {
        const on = valuesOf(search, name).includes(value)
        return (
          // On a phone what is off is found behind "Filter", where there is room for it.
          <span key={value} className={on ? 'contents' : 'contents max-sm:hidden'}>
            <Chip on={on} onChange={(next) => onChange(withValue(search, name, value, next))}>
              {fixedFilters[name].options[value]}
            </Chip>
          </span>
        )
      })}
      {furtherOn.map((name) => (
        <FilterChip
          key={name}
          name={name}
          search={search}
          onChange={onChange}
          onRemove={() => {
            onChange(withoutFurther(search, name))
            more.current?.focus()
          }}
        />
      ))}
      <MoreFilters ref={more} search={search} onChange={onChange} />
      {children}
    </fieldset>
  )
}

interface FilterChipProps {
  name: FilterName
  search: FilterSearch
  onChange: (change: FilterChange) => void
  onRemove: () => void
}

/** A filter that is on: pressed, it can be changed; its cross takes it away. */
function FilterChip({ name, search, onChange, onRemove }: FilterChipProps) {
  const [open, setOpen] = useState(false)
  const nameOfValue = useFilterOptions(name).nameOf
  const text = furtherValuesOf(search, name).map(nameOfValue).join(', ')
  return (
    <span className="inline-flex h-7 max-w-full min-w-0 items-center rounded-full border border-accent bg-accent-soft text-control font-medium text-accent-text">
      <Popover
        label={filterLabels[name]}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className="h-full min-w-0 truncate rounded-s-full ps-3 pe-1">
            {filterLabels[name]}: {text}
          </button>
        }
      >
        <UsersFilterPane name={name} search={search} onChange={onChange} />
      </Popover>
      <button
        type="button"
        aria-label={texts.remove(filterLabels[name])}
        onClick={onRemove}
        className="grid h-full w-7 shrink-0 place-items-center rounded-e-full"
      >
        <X size={14} aria-hidden />
      </button>
    </span>
  )
}

interface MoreFiltersProps {
  search: FilterSearch
  onChange: (change: FilterChange) => void
  ref: React.RefObject<HTMLButtonElement | null>
}

/** Every kind of filter; one pressed shows what can be chosen of it. */
function MoreFilters({ search, onChange, ref }: MoreFiltersProps) {
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<FilterName | null>(null)
  const [left, setLeft] = useState<FilterName | null>(null)
  return (
    <Popover
      label={texts.title}
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setChosen(null)
        setLeft(null)
      }}
      trigger={
        <Button ref={ref} size="compact" icon={<ListFilter size={15} aria-hidden />}>
          {texts.open}
        </Button>
      }
    >
      {chosen ? (
        <UsersFilterPane
          name={chosen}
          search={search}
          onChange={onChange}
          onBack={() => {
            setLeft(chosen)
            setChosen(null)
          }}
        />
      ) : (
        <Kinds search={search} from={left} onChoose={setChosen} />
      )}
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
      {names.map((name) => {
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
