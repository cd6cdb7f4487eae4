import { Search, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { classes } from './classes.ts'
import { controlLooks } from './FieldFrame.tsx'
import { isTyping } from './is-typing.ts'
import { listsTexts } from './texts/lists.ts'

interface SearchFieldProps {
  /** Its name, and what stands in it while it is empty. */
  label: string
  value: string
  onChange: (value: string) => void
  /** `/` brings the focus here. One per page; false where the person switched single keys off. */
  slashFocuses?: boolean
  /** Enter and Down lead out of it, to what was found. */
  onLeave?: () => void
}

/** Searches as one types. Escape and the button empty it. */
export function SearchField(props: SearchFieldProps) {
  const { label, value, onChange, slashFocuses = false, onLeave } = props
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!slashFocuses) return
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [slashFocuses])
  const clear = () => {
    onChange('')
    input.current?.focus()
  }
  return (
    <div className="relative w-full sm:max-w-80">
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-muted"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (
            onLeave &&
            (event.key === 'Enter' || event.key === 'ArrowDown') &&
            !event.nativeEvent.isComposing
          ) {
            event.preventDefault()
            onLeave()
          }
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          clear()
        }}
        className={classes(
          controlLooks,
          'h-(--control) truncate ps-9 pe-9 [&::-webkit-search-cancel-button]:appearance-none',
        )}
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={listsTexts.clearSearch}
          onClick={clear}
          className="absolute end-1 top-1/2 grid size-7 -translate-y-1/2 place-items-center rounded-control text-muted hover:bg-hover hover:text-fg"
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}
