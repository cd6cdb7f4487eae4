import { useEffect, useRef } from 'react'
import { confirms } from '#contract/confirmation.ts'
import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { TextField } from '#ui/TextField.tsx'
import { calledApart } from './merge-words.ts'

interface ConfirmStepProps {
  source: User
  target: User
  typed: string
  onType: (text: string) => void
  pending: boolean
  error: Error | null
  onBack: () => void
  onConfirm: () => void
}

/** The last step: the duplicate's email is typed. */
export function ConfirmStep(props: ConfirmStepProps) {
  const { source, target, typed, onType, pending, error, onBack, onConfirm } = props
  const called = calledApart({ source, target })
  const field = useRef<HTMLInputElement>(null)
  const isTyped = confirms(typed, source.email)
  useEffect(() => field.current?.focus(), [])
  return (
    <Card title={`Merge ${called.source} into ${called.target}`} id="confirm">
      <form
        noValidate
        className="grid max-w-xl gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isTyped && !pending) onConfirm()
        }}
      >
        <p className="text-body text-pretty">
          <b className="wrap-anywhere">{source.email}</b> goes,{' '}
          <b className="wrap-anywhere">{target.email}</b> stays. It happens all at once, and can't be undone.
        </p>
        <TextField
          ref={field}
          label={
            <>
              Type <strong className="font-mono font-semibold select-all">{source.email}</strong> to confirm
            </>
          }
          value={typed}
          onChange={onType}
          autoComplete="off"
          exact
        />
        {error && <Notice tone="danger">{errorMessage(error)}</Notice>}
        <div className="flex flex-wrap justify-between gap-2">
          <Button disabled={pending} onClick={onBack}>
            Back
          </Button>
          <Button type="submit" tone="danger" pending={pending} disabled={!isTyped}>
            Merge users
          </Button>
        </div>
      </form>
    </Card>
  )
}
