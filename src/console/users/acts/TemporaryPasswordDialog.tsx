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
import { passwordsTexts } from '../../texts/users/passwords.tsx'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = passwordsTexts.temporary

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
      <Dialog title={texts.title(user.name)} pending onClose={done}>
        <p className="rounded-control border border-line bg-canvas px-3 py-3 text-center text-page font-semibold">
          <Copyable value={issue.data.password} what={texts.what} />
        </p>
        <p>{texts.handOver}</p>
        <p className="text-control text-muted">{texts.goodUntil(clockTime(issue.data.expiresAt))}</p>
        <div className="flex justify-end">
          <Button tone="primary" onClick={done}>
            {texts.handedOver}
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={texts.choose(user.name)} pending={isPending} onClose={onClose}>
      <section className="grid gap-2.5 rounded-control border border-line p-3.5">
        <h3 className="text-control font-semibold">{texts.link.title}</h3>
        <p className="text-control text-muted">
          {texts.link.text(<span className="wrap-anywhere">{user.email}</span>)}
        </p>
        <div>
          <Button
            tone="primary"
            pending={send.isPending}
            disabledReason={me.mail === 'none' ? texts.link.noMail : undefined}
            onClick={() => {
              issue.reset()
              send.mutate(input, {
                onSuccess: () => {
                  notify(passwordsTexts.link.sent(user.email))
                  onClose()
                  onDone?.()
                },
              })
            }}
          >
            {texts.link.send}
          </Button>
        </div>
      </section>
      <section className="grid gap-2.5 rounded-control border border-line p-3.5">
        <h3 className="text-control font-semibold">{texts.make.title}</h3>
        <p className="text-control text-muted">{texts.make.text(user.hasPassword)}</p>
        <div>
          <Button
            pending={issue.isPending}
            onClick={() => {
              send.reset()
              issue.mutate(input)
            }}
          >
            {texts.make.action}
          </Button>
        </div>
      </section>
      {error && <Notice tone="danger">{errorMessage(error)}</Notice>}
      <div className="flex justify-end">
        <Button disabled={isPending} onClick={onClose}>
          {texts.cancel}
        </Button>
      </div>
    </Dialog>
  )
})
