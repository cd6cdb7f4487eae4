import { useState } from 'react'
import type { UserId } from '#contract/ids.ts'
import { mergeUsers, previewMerge } from '#contract/merging.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { hasCode } from '../api/has-code.ts'
import { mergingTexts } from '../texts/merging.tsx'
import { CompareStep } from './CompareStep.tsx'
import { ConfirmStep } from './ConfirmStep.tsx'
import type { MergeStep } from './merge-search.ts'
import { PreviewStep } from './PreviewStep.tsx'

interface PreviewedStepsProps {
  source: User
  targetId: UserId
  step: MergeStep
  typed: string
  onType: (text: string) => void
  onGo: (step: MergeStep) => void
  onMerged: (survivor: UserId) => void
}

/**
 * The steps that stand on what the server says a merge would do. What is confirmed is the preview that was looked at: should it change
 * on the way, by itself or by the server's refusal, it is shown anew first.
 */
export function PreviewedSteps(props: PreviewedStepsProps) {
  const { source, targetId, step, typed, onType, onGo, onMerged } = props
  const read = useOperationQuery(previewMerge, { params: { userId: source.id }, body: { targetId } })
  const merge = useOperationMutation(mergeUsers, { also: ['duplicates'], ends: true })
  /** The stamp of the preview that was on the screen when one went on from it. */
  const [seen, setSeen] = useState<string | null>(null)
  const preview = read.data
  if (!preview || (read.error && hasCode(read.error, 'user-not-found') && !merge.isPending && !merge.data)) {
    if (!read.error) return <Skeleton lines={10} />
    return (
      <Notice
        tone="danger"
        title={mergingTexts.impossible.title}
        actions={
          <>
            <Button size="compact" onClick={() => onGo(1)}>
              {mergingTexts.impossible.another}
            </Button>
            <Button size="compact" onClick={() => void read.refetch()}>
              {mergingTexts.impossible.again}
            </Button>
          </>
        }
      >
        {errorMessage(read.error)}
      </Notice>
    )
  }
  const isStale = step === 4 && seen !== preview.stamp && !merge.isPending && !merge.data
  if (step === 2) return <CompareStep preview={preview} onBack={() => onGo(1)} onNext={() => onGo(3)} />
  if (step === 3 || isStale) {
    return (
      <>
        {isStale && seen !== null && (
          <Notice tone="warning" title={mergingTexts.stale.title}>
            {mergingTexts.stale.text}
          </Notice>
        )}
        <PreviewStep
          preview={preview}
          onBack={() => onGo(2)}
          onNext={() => {
            setSeen(preview.stamp)
            merge.reset()
            onGo(4)
          }}
        />
      </>
    )
  }
  return (
    <ConfirmStep
      source={preview.source}
      target={preview.target}
      typed={typed}
      onType={onType}
      pending={merge.isPending}
      error={hasCode(merge.error, 'preview-stale') ? null : merge.error}
      onBack={() => onGo(3)}
      onConfirm={() =>
        merge.mutate(
          {
            params: { userId: source.id },
            body: { targetId, stamp: seen ?? preview.stamp, confirmation: typed },
          },
          {
            onSuccess: (survivor) => {
              notify(mergingTexts.confirm.done)
              onMerged(survivor.id)
            },
            onError: (error) => {
              if (hasCode(error, 'preview-stale')) void read.refetch().then(() => merge.reset())
            },
          },
        )
      }
    />
  )
}
