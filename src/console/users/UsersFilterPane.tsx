import { ChevronLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TextField } from '#ui/TextField.tsx'
import { usersFiltersTexts } from '../texts/users/users-filters.ts'
import { useFilterOptions } from './users-filter-options.ts'
import {
  type FilterChange,
  type FilterName,
  filterLabels,
  fixedFilters,
  valuesOf,
  withValue,
} from './users-filters.ts'
import type { FilterSearch } from './users-search.ts'

const texts = usersFiltersTexts

interface UsersFilterPaneProps {
  name: FilterName
  search: FilterSearch
  onChange: (change: FilterChange) => void
  /** To the list of kinds, where one came from there. */
  onBack?: () => void
}

/** What can be chosen of one kind of filter. Each press acts at once. */
export function UsersFilterPane({ name, search, onChange, onBack }: UsersFilterPaneProps) {
  const pane = useRef<HTMLDivElement>(null)
  const { options, error, retry } = useFilterOptions(name)
  const isThere = name === 'created' || options !== undefined
  useEffect(() => {
    if (isThere) pane.current?.querySelector<HTMLElement>('input:checked, input')?.focus()
  }, [isThere])
  return (
    <div ref={pane} className="p-2">
      {onBack ? (
        <button
          type="button"
          onClick={onBack}
          className="mb-2 inline-flex min-h-6 items-center gap-1 rounded-badge pe-1.5 font-semibold hover:bg-hover"
        >
          <ChevronLeft size={16} aria-hidden className="rtl:rotate-180" />
          {filterLabels[name]}
          <span className="sr-only">{texts.back}</span>
        </button>
      ) : (
        <p className="mb-2 font-semibold">{filterLabels[name]}</p>
      )}
      {choices()}
    </div>
  )

  function choices() {
    if (name === 'created') return <Days search={search} onChange={onChange} />
    if (error && !options) {
      return (
        <div role="alert" className="grid justify-items-start gap-2 text-muted">
          {errorMessage(error)}
          <Button size="compact" onClick={retry}>
            {texts.again}
          </Button>
        </div>
      )
    }
    if (!options) return <Skeleton lines={3} />
    const chosen = valuesOf(search, name)
    if (name !== 'provider' && name !== 'app' && !fixedFilters[name].many) {
      return (
        <RadioGroup
          label={filterLabels[name]}
          labelHidden
          options={{ any: texts.any, ...options }}
          value={chosen[0] ?? 'any'}
          onChange={(value) => onChange(withValue(search, name, value, value !== 'any'))}
        />
      )
    }
    if (Object.keys(options).length === 0) return <p className="text-muted">{texts.none}</p>
    return (
      <fieldset className="grid gap-2.5">
        <legend className="sr-only">{filterLabels[name]}</legend>
        {Object.entries(options).map(([value, text]) => (
          <Checkbox
            key={value}
            label={text}
            checked={chosen.includes(value)}
            onChange={(on) => onChange(withValue(search, name, value, on))}
          />
        ))}
      </fieldset>
    )
  }
}

function Days({ search, onChange }: Pick<UsersFilterPaneProps, 'search' | 'onChange'>) {
  return (
    <div className="grid gap-3">
      <Day label={texts.from} value={search.from} onChange={(from) => onChange({ from })} />
      <Day label={texts.to} value={search.to} onChange={(to) => onChange({ to })} />
    </div>
  )
}

interface DayProps {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A year that is being typed passes through the first centuries: those do not filter. */
function Day({ label, value, onChange }: DayProps) {
  const [typed, setTyped] = useState(value ?? '')
  return (
    <TextField
      label={label}
      type="date"
      value={typed}
      onChange={(next) => {
        setTyped(next)
        if (next === '' || Number(next.slice(0, 4)) >= 1970) onChange(next || undefined)
      }}
    />
  )
}
