import { pauseWithoutEnd } from '#contract/cases.ts'
import { resumeOwnPushes } from '#contract/self.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { useProof } from '../frame/proof.ts'
import { pauseTexts as words } from '../texts/pause.ts'

/** Says that no sign-in request rings one's phone, how one signs in meanwhile, and lets one end that. */
export function PausedNotice({ until }: { until: Date | null }) {
  const proof = useProof()
  if (!until || until.getTime() <= Date.now()) return null
  const endless = until.getTime() === pauseWithoutEnd.getTime()
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Notice
      tone="warning"
      title={endless ? words.endless : words.until(format.format(until))}
      actions={
        !endless && (
          <Button size="compact" onClick={() => proof.begin('resume-pushes')}>
            {words.resume}
          </Button>
        )
      }
    >
      {words.meanwhile}
      {proof.isOpen('resume-pushes') && <ResumeDialog onClose={proof.close} />}
    </Notice>
  )
}

function ResumeDialog({ onClose }: { onClose: () => void }) {
  const resume = useOperationMutation(resumeOwnPushes)
  return (
    <AlertDialog
      title={words.resuming.title}
      action={words.resuming.action}
      pending={resume.isPending}
      error={resume.error}
      onConfirm={() =>
        resume.mutate(
          { params: {}, body: {} },
          {
            onSuccess: () => {
              notify(words.resuming.done)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{words.resuming.what}</p>
    </AlertDialog>
  )
}
