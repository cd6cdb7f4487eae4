import { useRef, useState } from 'react'
import { issueOverride } from '#contract/overrides.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { dialogLooks } from '#ui/dialog-looks.ts'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { Select } from '#ui/Select.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { overridesTexts } from '../../texts/users/overrides.ts'
import { type OpenAct, whenOpen } from '../acts/when-open.tsx'
import { OverrideCode } from './OverrideCode.tsx'
import { usualValidity, type Validity, validities } from './override-validity.ts'

const texts = overridesTexts.issue

/** Administrative Override: a reason and a time, then the passcode, this once. */
export const OverrideDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const [reason, setReason] = useState('')
  const [validity, setValidity] = useState<Validity>(usualValidity)
  const field = useRef<HTMLTextAreaElement>(null)
  const issue = useOperationMutation(issueOverride)
  const missing = reason.trim() === '' ? texts.sayWhy : undefined
  const done = () => {
    onClose()
    onDone?.()
  }
  return (
    <Dialog
      title={texts.title(user.name)}
      {...(!issue.data && {
        description: texts.text,
      })}
      // Once the passcode is on the screen, only its own button ends that.
      pending={issue.isPending || issue.isSuccess}
      initialFocus={field}
      onClose={onClose}
    >
      {issue.data ? (
        <>
          <OverrideCode code={issue.data.code} expiresAt={issue.data.override.expiresAt} />
          <div className={dialogLooks.actions}>
            <Button tone="primary" onClick={done}>
              {texts.read}
            </Button>
          </div>
        </>
      ) : (
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (missing || issue.isPending) return
            issue.mutate({ params: { userId: user.id }, body: { reason, minutes: Number(validity) } })
          }}
        >
          <TextArea
            ref={field}
            label={texts.reason.label}
            description={texts.reason.description}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={setReason}
          />
          <Select label={texts.goodFor} options={validities} value={validity} onChange={setValidity} />
          <p className="text-control text-muted text-pretty">{texts.earlier(user.name)}</p>
          {issue.error && <Notice tone="danger">{errorMessage(issue.error)}</Notice>}
          <div className={dialogLooks.actions}>
            <Button disabled={issue.isPending} onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" tone="primary" pending={issue.isPending} disabledReason={missing}>
              {texts.action}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
})
