import { pauseWithoutEnd } from '#contract/cases.ts'
import { resumeOwnPushes } from '#contract/self.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { useProof } from '../frame/proof.ts'

/** Says that no sign-in request rings one's phone, how one signs in meanwhile, and lets one end that. */
export function PausedNotice({ until }: { until: Date | null }) {
  const proof = useProof()
  if (!until || until.getTime() <= Date.now()) return null
  const endless = until.getTime() === pauseWithoutEnd.getTime()
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Notice
      tone="warning"
      title={
        endless
          ? 'Sign-in requests don’t ring your phone until your administrators have looked'
          : `Sign-in requests don’t ring your phone until ${format.format(until)}`
      }
      actions={
        !endless && (
          <Button size="compact" onClick={() => proof.begin('resume-pushes')}>
            Let them ring again…
          </Button>
        )
      }
    >
      Open the app when you sign in, or scan the QR code on the sign-in page.
      {proof.isOpen('resume-pushes') && <ResumeDialog onClose={proof.close} />}
    </Notice>
  )
}

function ResumeDialog({ onClose }: { onClose: () => void }) {
  const resume = useOperationMutation(resumeOwnPushes)
  return (
    <AlertDialog
      title="Let sign-in requests ring again"
      action="Let them ring"
      pending={resume.isPending}
      error={resume.error}
      onConfirm={() =>
        resume.mutate(
          { params: {}, body: {} },
          {
            onSuccess: () => {
              notify('Sign-in requests ring your phone again')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        If somebody else is still trying to sign in as you, their requests ring as well. Approve none of them.
      </p>
    </AlertDialog>
  )
}
