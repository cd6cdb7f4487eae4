import { useEffect, useRef } from 'react'
import { confirms } from '#contract/confirmation.ts'
import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { TextField } from '#ui/TextField.tsx'
import { layersTexts } from '#ui/texts/layers.tsx'
import { mergingTexts } from '../texts/merging.tsx'
import { calledApart } from './called-apart.ts'

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
    <Card title={mergingTexts.confirm.title(called.source, called.target)} id="confirm">
      <form
        noValidate
        className="grid max-w-xl gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isTyped && !pending) onConfirm()
        }}
      >
        <p className="text-body text-pretty">
          {mergingTexts.confirm.text(
            <b className="wrap-anywhere">{source.email}</b>,
            <b className="wrap-anywhere">{target.email}</b>,
          )}
        </p>
        <TextField
          ref={field}
          label={layersTexts.typePhrase(
            <strong className="font-mono font-semibold select-all">{source.email}</strong>,
          )}
          value={typed}
          onChange={onType}
          autoComplete="off"
          exact
        />
        {error && <Notice tone="danger">{errorMessage(error)}</Notice>}
        <div className="flex flex-wrap justify-between gap-2">
          <Button disabled={pending} onClick={onBack}>
            {mergingTexts.back}
          </Button>
          <Button type="submit" tone="danger" pending={pending} disabled={!isTyped}>
            {mergingTexts.confirm.action}
          </Button>
        </div>
      </form>
    </Card>
  )
}
