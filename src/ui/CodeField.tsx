import { type ClipboardEvent, type Ref, useId, useState } from 'react'
import { classes } from './classes.ts'
import { describedBy, FieldFrame, type FieldProps } from './FieldFrame.tsx'

interface CodeFieldProps extends Omit<FieldProps, 'optional'> {
  /** `digits` opens the numeric keypad; `characters` takes letters and digits and shows capitals. */
  kind: 'digits' | 'characters'
  /** How many there are. */
  length: number
  /** Without blanks and dashes. */
  value: string
  onChange: (value: string) => void
  /** Once, when the last one is in. */
  onComplete?: (value: string) => void
  /** `one-time-code` where the phone may fill it from a message. */
  autoComplete?: 'one-time-code' | 'off'
  name?: string
  disabled?: boolean
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement>
}

/**
 * A short code: one real input, drawn as cells. Pasting takes blanks and dashes along, and a pasted whole code replaces what was there.
 */
export function CodeField(props: CodeFieldProps) {
  const {
    label,
    labelHidden = false,
    description,
    error,
    kind,
    length,
    value,
    onChange,
    onComplete,
    ...input
  } = props
  const id = useId()
  const [isFocused, setFocused] = useState(false)
  const [isSelected, setSelected] = useState(false)
  const enter = (text: string) => {
    const entered = clean(text, kind).slice(0, length)
    setSelected(false)
    if (entered === value) return
    onChange(entered)
    if (entered.length === length) onComplete?.(entered)
  }
  const paste = (event: ClipboardEvent) => {
    event.preventDefault()
    const pasted = clean(event.clipboardData.getData('text'), kind)
    enter(isSelected || pasted.length >= length ? pasted : value + pasted)
  }
  const active = Math.min(value.length, length - 1)
  return (
    <FieldFrame id={id} {...{ label, labelHidden, description, error }}>
      <div className={classes('relative flex w-full', widthOf(length))}>
        <input
          {...input}
          id={id}
          value={value}
          inputMode={kind === 'digits' ? 'numeric' : 'text'}
          autoComplete={input.autoComplete ?? 'off'}
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => enter(event.target.value)}
          onPaste={paste}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onSelect={({ currentTarget: field }) => {
            // Everything or the end: a caret between cells could not be seen.
            const isRange = field.selectionStart !== field.selectionEnd
            setSelected(isRange && value !== '')
            if (!isRange && field.selectionEnd !== value.length) {
              field.setSelectionRange(value.length, value.length)
            }
          }}
          className="absolute inset-0 z-10 size-full cursor-text rounded-control bg-transparent text-transparent caret-transparent outline-none selection:bg-transparent"
          {...describedBy(id, { description, error })}
        />
        {Array.from({ length }, (_, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
            key={index}
            aria-hidden
            className={classes(
              'grid min-w-0 flex-1 place-items-center rounded-control border bg-surface font-medium tabular-nums',
              length > 6 ? 'h-11 text-card' : 'h-16 text-digits',
              length === 6 && index === 2 && 'me-2',
              length > 6 && index === length / 2 - 1 && 'me-2',
              error ? 'border-danger-text' : 'border-line-strong',
              isSelected && value[index] && 'bg-accent-soft text-accent-text',
              isFocused && index === active && 'outline-2 outline-focus',
            )}
          >
            {value[index] ??
              (isFocused && index === active && (
                <span className="breathes h-[1.1em] w-0.5 rounded-full bg-accent" />
              ))}
          </span>
        ))}
      </div>
    </FieldFrame>
  )
}

/** Cells of 52 px, narrower where many stand in a row or the screen is small. */
function widthOf(length: number) {
  if (length > 6) return 'max-w-100 gap-1'
  if (length > 2) return 'max-w-92 gap-2'
  return 'max-w-28 gap-2'
}

const clean = (text: string, kind: CodeFieldProps['kind']) =>
  kind === 'digits' ? text.replace(/\D/g, '') : text.replace(/[^0-9a-z]/gi, '').toUpperCase()
