import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { fieldsTexts } from './texts/fields.ts'

/** What every field of the kit takes. */
export interface FieldProps {
  label: ReactNode
  /** Keeps the label from sight where the surroundings say it. */
  labelHidden?: boolean
  /** Under the label: what it is for, or what is allowed. */
  description?: ReactNode
  /** What is wrong with what was entered, said under the field. */
  error?: ReactNode
  /** Says "Optional" beside the label. */
  optional?: boolean
}

interface FieldFrameProps extends FieldProps {
  /** The control's id; what describes it has the ids of `fieldDescription`. */
  id: string
  children: ReactNode
}

/** Label above, description below it, the control, then what is wrong. */
export function FieldFrame(props: FieldFrameProps) {
  const { id, label, labelHidden = false, description, error, optional = false, children } = props
  return (
    <div className="grid min-w-0 gap-1.5">
      <div className={classes('flex items-baseline justify-between gap-3', labelHidden && 'sr-only')}>
        <label htmlFor={id} className="text-control font-medium text-fg">
          {label}
        </label>
        {optional && <span className="text-meta text-muted">{fieldsTexts.optional}</span>}
      </div>
      {description && (
        <p id={`${id}-description`} className="-mt-1 text-meta text-muted">
          {description}
        </p>
      )}
      {children}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-meta font-medium text-danger-text">
          <CircleAlert size={14} className="mt-px shrink-0" aria-hidden />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

/** The attributes that tie a control to its description and error. */
export function describedBy(id: string, { description, error }: Pick<FieldProps, 'description' | 'error'>) {
  const ids = [description && `${id}-description`, error && `${id}-error`].filter(Boolean).join(' ')
  return { ...(ids && { 'aria-describedby': ids }), ...(error && { 'aria-invalid': true as const }) }
}

/** A text-like control's looks. */
export const controlLooks =
  'w-full min-w-0 rounded-control border border-line-strong bg-surface text-control text-fg transition-colors duration-(--quick) hover:border-muted aria-invalid:border-danger-text disabled:bg-hover disabled:text-muted focus-visible:outline-offset-0'
