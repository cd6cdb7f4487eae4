import { useState } from 'react'
import { beginPasskeyProof, stepUpByPasskey } from '#contract/passkeys.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { FormDialog } from '#ui/FormDialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { canUsePasskeys, passkeyTrouble, signWithPasskey } from '#ui/passkey.ts'
import { stepUpTexts } from '../texts/step-up.ts'

interface PasskeyProofDialogProps {
  /** What the proof is for. */
  reason: string
  /** To the phone, or what else serves this person; undefined where nothing else does. */
  onOtherWay: (() => void) | undefined
  onEnd: (proved: boolean) => void
}

/** Asks for one's passkey. The browser's own dialog needs a press first. */
export function PasskeyProofDialog({ reason, onOtherWay, onEnd }: PasskeyProofDialogProps) {
  const [isAsking, setAsking] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const begin = useOperationMutation(beginPasskeyProof)
  const prove = useOperationMutation(stepUpByPasskey)
  const ask = async () => {
    setFailure(null)
    setAsking(true)
    try {
      const ceremony = await begin.mutateAsync({ params: {}, body: {} })
      const credential = await signWithPasskey(ceremony)
      await prove.mutateAsync({ params: {}, body: { ceremonyId: ceremony.id, credential } })
      onEnd(true)
    } catch (error) {
      setFailure(error)
      setAsking(false)
    }
  }
  const trouble = passkeyTrouble(failure)
  return (
    <FormDialog
      title={stepUpTexts.passkey.title}
      description={stepUpTexts.reason(reason)}
      action={stepUpTexts.passkey.action}
      pending={isAsking}
      error={trouble === undefined && failure instanceof Error ? failure : null}
      disabledReason={canUsePasskeys() ? undefined : stepUpTexts.passkey.unknown}
      onClose={() => onEnd(false)}
      onSubmit={() => void ask()}
    >
      <p className="text-pretty text-muted">{stepUpTexts.passkey.text}</p>
      {onOtherWay && (
        <Button tone="quiet" disabled={isAsking} onClick={onOtherWay}>
          {stepUpTexts.passkey.other}
        </Button>
      )}
      {trouble && <Notice tone="warning">{trouble}</Notice>}
    </FormDialog>
  )
}
