import { ListFilter, X } from 'lucide-react'
import { type ReactNode, Suspense, useRef } from 'react'
import { Button } from '#ui/Button.tsx'
import { Chip } from '#ui/Chip.tsx'
import { lazyLayer } from '../frame/lazy-layer.ts'
import { usersFiltersTexts } from '../texts/users/users-filters.ts'
import { UsersFilterLayer } from './UsersFilterLayer.tsx'
import {
  type FilterChange,
  type FilterName,
  filterKinds,
  filterLabels,
  fixedFilters,
  frequentFilters,
  furtherValuesOf,
  nameOfUnknown,
  valuesOf,
  withoutFurther,
  withValue,
} from './users-filters.ts'
import type { FilterSearch } from './users-search.ts'

const texts = usersFiltersTexts
const UsersFilterValues = lazyLayer(async () => (await import('./UsersFilterValues.tsx')).UsersFilterValues)

interface UsersFiltersProps {
  search: FilterSearch
  onChange: (change: FilterChange) => void
  /** After the chips: what clears them. */
  children?: ReactNode
}

/** Chips for the frequent filters and for what else is on; everything else is behind "Filter". */
export function UsersFilters({ search, onChange, children }: UsersFiltersProps) {
  const more = useRef<HTMLButtonElement>(null)
  const furtherOn = filterKinds.filter((name) => furtherValuesOf(search, name).length > 0)
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
      <UsersFilterLayer
        search={search}
        onChange={onChange}
        trigger={
          <Button ref={more} size="compact" icon={<ListFilter size={15} aria-hidden />}>
            {texts.open}
          </Button>
        }
      />
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
  return (
    <span className="inline-flex h-7 max-w-full min-w-0 items-center rounded-full border border-accent bg-accent-soft text-control font-medium text-accent-text">
      <UsersFilterLayer
        name={name}
        search={search}
        onChange={onChange}
        trigger={
          <button type="button" className="h-full min-w-0 truncate rounded-s-full ps-3 pe-1">
            {filterLabels[name]}: <Values name={name} values={furtherValuesOf(search, name)} />
          </button>
        }
      />
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

/** In words: those of what the organisation has are read first. */
function Values({ name, values }: { name: FilterName; values: readonly string[] }) {
  // Days are written out as they are.
  if (name === 'created') return values.join(', ')
  if (name !== 'provider' && name !== 'app')
    return values.map((value) => fixedFilters[name].options[value]).join(', ')
  return (
    <Suspense fallback={values.map(() => nameOfUnknown[name]).join(', ')}>
      <UsersFilterValues name={name} values={values} />
    </Suspense>
  )
}
