import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { confirms } from '#contract/confirmation.ts'
import { AlertDialog } from './AlertDialog.tsx'
import { TextField } from './TextField.tsx'
import { layersTexts } from './texts/layers.tsx'

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
  /** Why it cannot be done yet, whatever was typed: something else is missing. */
  disabledReason?: string | undefined
  /** What is filled in before the phrase. */
  initialFocus?: RefObject<HTMLElement | null>
  children: ReactNode
}

/** Asks before an act that hurts. The button works once the phrase is typed. */
export function ConfirmByTyping(props: ConfirmByTypingProps) {
  const { phrase, onConfirm, children, initialFocus, ...dialog } = props
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  return (
    <AlertDialog
      {...dialog}
      tone="danger"
      disabled={!confirms(typed, phrase)}
      onConfirm={() => onConfirm(typed)}
      initialFocus={initialFocus ?? field}
    >
      {children}
      <TextField
        ref={field}
        label={layersTexts.typePhrase(
          <strong className="font-mono font-semibold select-all">{phrase}</strong>,
        )}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        exact
      />
    </AlertDialog>
  )
}
