import { issueTemporaryPassword, sendPasswordLink } from '#contract/passwords.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { clockTime } from '../../frame/clock-time.ts'
import { useMe } from '../../frame/me.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Offers a link to set a password first; else makes a temporary one and shows it, this once. */
export const TemporaryPasswordDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const me = useMe()
  const send = useOperationMutation(sendPasswordLink)
  const issue = useOperationMutation(issueTemporaryPassword)
  const error = issue.error ?? send.error
  const isPending = issue.isPending || send.isPending
  const input = { params: { userId: user.id }, body: {} }
  if (issue.data) {
    const done = () => {
      onClose()
      onDone?.()
    }
    return (
      <Dialog title={`Temporary password for ${user.name}`} pending onClose={done}>
        <p className="rounded-control border border-line bg-canvas px-3 py-3 text-center text-page font-semibold">
          <Copyable value={issue.data.password} what="temporary password" />
        </p>
        <p>
          Hand it over through a secure channel. Works once, for 24 hours, and then asks for a new one. We
          can't show it again.
        </p>
        <p className="text-control text-muted">Good until {clockTime(issue.data.expiresAt)}.</p>
        <div className="flex justify-end">
          <Button tone="primary" onClick={done}>
            I've handed it over
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={`A new password for ${user.name}`} pending={isPending} onClose={onClose}>
      <section className="grid gap-2.5 rounded-control border border-line p-3.5">
        <h3 className="text-control font-semibold">Send a link, so that nobody else learns it</h3>
        <p className="text-control text-muted">
          They choose a password by themselves, from a mail to{' '}
          <span className="wrap-anywhere">{user.email}</span>. Links sent earlier stop working.
        </p>
        <div>
          <Button
            tone="primary"
            pending={send.isPending}
            disabledReason={me.mail === 'none' ? 'No mail server is set up' : undefined}
            onClick={() => {
              issue.reset()
              send.mutate(input, {
                onSuccess: () => {
                  notify(`Set-password link sent to ${user.email}`)
                  onClose()
                  onDone?.()
                },
              })
            }}
          >
            Send set-password link
          </Button>
        </div>
      </section>
      <section className="grid gap-2.5 rounded-control border border-line p-3.5">
        <h3 className="text-control font-semibold">Or make a temporary password</h3>
        <p className="text-control text-muted">
          For somebody who can't read that mailbox now. It is shown here once, works once within 24 hours, and
          a new one has to be chosen then.
          {user.hasPassword && ' Their present password stops working.'}
        </p>
        <div>
          <Button
            pending={issue.isPending}
            onClick={() => {
              send.reset()
              issue.mutate(input)
            }}
          >
            Generate temporary password
          </Button>
        </div>
      </section>
      {error && <Notice tone="danger">{errorMessage(error)}</Notice>}
      <div className="flex justify-end">
        <Button disabled={isPending} onClick={onClose}>
          Cancel
        </Button>
      </div>
    </Dialog>
  )
})
