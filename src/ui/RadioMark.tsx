import type { InputHTMLAttributes, Ref } from 'react'

interface RadioMarkProps
  extends Omit<
    InputHTMLAttributes<HTMLInputElement>,
    'type' | 'className' | 'style' | 'disabled' | 'onChange'
  > {
  /** The same for all of which one is chosen. */
  name: string
  checked: boolean
  /** It stays reachable, so that one can learn why it cannot be chosen, and ignores presses. */
  held?: boolean
  onChoose: () => void
  ref?: Ref<HTMLInputElement>
}

/** A radio button by itself, for rows with a layout of their own; elsewhere RadioGroup. What names it is up to the row. */
export function RadioMark({ held = false, onChoose, ...input }: RadioMarkProps) {
  return (
    <span className="relative inline-grid size-4.5 shrink-0 place-items-center">
      {/* Larger than what is drawn: a target of 24 px. */}
      <input
        {...input}
        type="radio"
        {...(held && { 'aria-disabled': true })}
        onChange={() => {
          if (!held) onChoose()
        }}
        className="peer absolute -inset-0.75 z-10 opacity-0"
      />
      <span
        aria-hidden
        className="size-full rounded-full border border-line-strong bg-surface outline-offset-2 outline-focus peer-checked:border-[5.5px] peer-checked:border-accent peer-focus-visible:outline-2 peer-disabled:bg-hover peer-aria-disabled:not-peer-checked:bg-hover"
      />
    </span>
  )
}
