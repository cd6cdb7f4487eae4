import { getMe } from '#contract/me.ts'
import { useOperationQuery } from '#ui/api.ts'
import { buttonLooks } from '#ui/button-looks.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { PasswordProofDialog } from './PasswordProofDialog.tsx'
import { StepUpDialog } from './StepUpDialog.tsx'

interface ProofDialogProps {
  /** What the proof is for. */
  reason: string
  onEnd: (proved: boolean) => void
}

/** Asks for a fresh proof by the best that this person has: the phone, the password, or signing in again. */
export function ProofDialog({ reason, onEnd }: ProofDialogProps) {
  const me = useOperationQuery(getMe, { params: {}, body: {} })
  if (me.isPending) return null
  if (me.data?.proofs[0] === 'password') return <PasswordProofDialog reason={reason} onEnd={onEnd} />
  if (me.data?.proofs[0] !== 'sign-in') return <StepUpDialog reason={reason} onEnd={onEnd} />
  const { pathname, search } = location
  const base = new URL(me.data.organisation.baseUrl).pathname.replace(/\/$/, '')
  const to = encodeURIComponent(pathname.slice(base.length) + search)
  return (
    <Dialog title="Sign in again first" description={`${reason}.`} onClose={() => onEnd(false)}>
      <p className="mb-4 text-pretty">
        This needs a fresh proof that it’s you. Sign in again, then come back and repeat it.
      </p>
      {/* Not one of the console's own addresses: it leaves. */}
      <a className={buttonLooks('primary', 'regular', false)} href={`${base}/sign-in?prove=1&to=${to}`}>
        Sign in again
      </a>
    </Dialog>
  )
}
