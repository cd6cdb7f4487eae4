import { useState } from 'react'
import { previewLostPhone, reportLostPhone } from '#contract/lost-phones.ts'
import type { Result } from '#contract/operation.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { lostPhoneTexts } from '../../texts/users/lost-phone.tsx'
import { type OpenAct, whenOpen } from '../acts/when-open.tsx'
import { LostPhonePlan, type Plan } from './LostPhonePlan.tsx'
import { LostPhoneQuestions } from './LostPhoneQuestions.tsx'
import { LostPhoneReceipt } from './LostPhoneReceipt.tsx'
import type { Answers, LostPhonePath } from './suggest-path.ts'

export type LostPhonePreview = Result<typeof previewLostPhone>

/**
 * Lost phone: three questions, one of two ways, one typed phrase; then what was done, step by step, and how the person goes on. For an
 * administrator with somebody on the telephone.
 */
export const LostPhoneDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const read = useOperationQuery(previewLostPhone, { params: { userId: user.id }, body: {} })
  const report = useOperationMutation(reportLostPhone)
  const [answers, setAnswers] = useState<Answers>({ phone: null, backup: null, locked: null })
  const [path, setPath] = useState<LostPhonePath | null>(null)
  const [plan, setPlan] = useState<Plan | null>(null)
  /** As it was before: afterwards there is less. */
  const [preview, setPreview] = useState<LostPhonePreview | null>(null)
  if (read.data && read.data !== preview && !report.isSuccess && !report.isPending) setPreview(read.data)
  const done = () => {
    onClose()
    onDone?.()
  }
  // A secret is on the screen: only its own button ends that.
  const isHeld = report.isPending || report.isSuccess
  return (
    <Dialog
      title={lostPhoneTexts.title(user.name)}
      size="wide"
      pending={isHeld}
      onClose={isHeld ? () => {} : onClose}
    >
      {body()}
    </Dialog>
  )

  function body() {
    if (read.error && !preview) {
      return (
        <Notice
          tone="danger"
          actions={
            <Button size="compact" onClick={() => void read.refetch()}>
              {lostPhoneTexts.again}
            </Button>
          }
        >
          {errorMessage(read.error)}
        </Notice>
      )
    }
    if (!preview) return <Skeleton lines={8} />
    if (report.data && plan) {
      return <LostPhoneReceipt user={user} plan={plan} result={report.data} onDone={done} />
    }
    if (path === null) {
      return (
        <LostPhoneQuestions
          user={user}
          preview={preview}
          answers={answers}
          onAnswers={setAnswers}
          onClose={onClose}
          onNext={setPath}
        />
      )
    }
    return (
      <LostPhonePlan
        user={user}
        preview={preview}
        path={path}
        device={preview.devices.find(({ id }) => id === answers.phone) ?? null}
        pending={report.isPending}
        error={report.error}
        onBack={() => {
          report.reset()
          setPath(null)
        }}
        onSend={(made) => {
          setPlan(made)
          report.mutate({ params: { userId: user.id }, body: made.body })
        }}
      />
    )
  }
})
