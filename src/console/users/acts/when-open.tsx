import type { ComponentType } from 'react'
import type { User } from '#contract/users.ts'

/** What every dialog of an act on a user takes. */
export interface ActProps {
  user: User
  open: boolean
  onClose: () => void
  /** Once it is done, after `onClose`. */
  onDone?: () => void
}

/** The same, of the part that is there only while it is open. */
export type OpenAct<Props extends ActProps = ActProps> = Omit<Props, 'open'>

/** Makes a dialog that begins anew each time it opens: what was typed and refused before is gone. */
export function whenOpen<Props extends ActProps>(Inside: ComponentType<OpenAct<Props>>) {
  return function Act({ open, ...props }: Props) {
    return open ? <Inside {...props} /> : null
  }
}
