import { useState } from 'react'
import { getMe, type ProofWay } from '#contract/me.ts'
import { useOperationQuery } from '#ui/api.ts'
import { buttonLooks } from '#ui/button-looks.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { stepUpTexts } from '../texts/step-up.ts'
import { PasskeyProofDialog } from './PasskeyProofDialog.tsx'
import { PasswordProofDialog } from './PasswordProofDialog.tsx'
import { StepUpDialog } from './StepUpDialog.tsx'

export interface ProofDialogProps {
  /** What the proof is for. */
  reason: string
  onEnd: (proved: boolean) => void
}

/** Asks for a fresh proof by the best that this person has: a passkey, the phone, the password, or signing in again. */
export function ProofDialog({ reason, onEnd }: ProofDialogProps) {
  const me = useOperationQuery(getMe, { params: {}, body: {} })
  const [chosen, setChosen] = useState<ProofWay | null>(null)
  if (me.isPending) return null
  const [best, next] = me.data?.proofs ?? []
  const way = chosen ?? best
  if (way === 'passkey') {
    return <PasskeyProofDialog reason={reason} onOtherWay={next && (() => setChosen(next))} onEnd={onEnd} />
  }
  if (way === 'password') return <PasswordProofDialog reason={reason} onEnd={onEnd} />
  if (way !== 'sign-in' || !me.data) return <StepUpDialog reason={reason} onEnd={onEnd} />
  const { pathname, search } = location
  const base = new URL(me.data.organisation.baseUrl).pathname.replace(/\/$/, '')
  const to = encodeURIComponent(pathname.slice(base.length) + search)
  return (
    <Dialog
      title={stepUpTexts.signIn.title}
      description={stepUpTexts.reason(reason)}
      onClose={() => onEnd(false)}
    >
      <p className="mb-4 text-pretty">{stepUpTexts.signIn.text}</p>
      {/* Not one of the console's own addresses: it leaves. */}
      <a className={buttonLooks('primary', 'regular', false)} href={`${base}/sign-in?prove=1&to=${to}`}>
        {stepUpTexts.signIn.action}
      </a>
    </Dialog>
  )
}
