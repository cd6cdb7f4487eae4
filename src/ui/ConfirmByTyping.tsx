import { type ReactNode, useRef, useState } from 'react'
import { confirms } from '#contract/confirmation.ts'
import { AlertDialog } from './AlertDialog.tsx'
import { TextField } from './TextField.tsx'

interface ConfirmByTypingProps {
  title: string
  /** What the person has to type. */
  phrase: string
  /** On the button: verb and noun. */
  action: string
  pending: boolean
  error: Error | null
  /** Gets what was typed: the server asks for it again. */
  onConfirm: (typed: string) => void
  onClose: () => void
  children: ReactNode
}

/** Asks before an act that hurts. The button works once the phrase is typed. */
export function ConfirmByTyping({ phrase, onConfirm, children, ...dialog }: ConfirmByTypingProps) {
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  return (
    <AlertDialog
      {...dialog}
      tone="danger"
      disabled={!confirms(typed, phrase)}
      onConfirm={() => onConfirm(typed)}
      initialFocus={field}
    >
      {children}
      <TextField
        ref={field}
        label={
          <>
            Type <strong className="font-mono font-semibold select-all">{phrase}</strong> to confirm
          </>
        }
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        exact
      />
    </AlertDialog>
  )
}
