import { issueClaim } from '#contract/claims.ts'
import { getSettings } from '#contract/settings.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { notify } from '#ui/notify.ts'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../../addresses.ts'
import { useMe } from '../../frame/me.ts'
import { invitationTexts } from '../../texts/users/invitation.tsx'
import { Passcode } from '../Passcode.tsx'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Mails a setup link to a user; where the policy guards it, shows the code that they need as well, this once. */
export const SendInvitationDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const me = useMe()
  const send = useOperationMutation(issueClaim)
  const settings = useOperationQuery(
    getSettings,
    { params: {}, body: {} },
    { enabled: me.permissions.includes('settings:read') },
  )
  const policy = settings.data?.devices.value
  const to = user.personalEmail ?? user.email
  const done = () => {
    onClose()
    onDone?.()
  }
  const guardCode = send.data?.guardCode
  if (guardCode) {
    return (
      <Dialog title={invitationTexts.guarded.title(user.name)} pending onClose={done}>
        <p>{invitationTexts.guarded.text(user.name)}</p>
        <Passcode value={guardCode} size={3} what={invitationTexts.guarded.what} />
        <p className="text-control text-muted">{invitationTexts.guarded.once}</p>
        <div className="flex justify-end">
          <Button tone="primary" onClick={done}>
            {invitationTexts.guarded.told}
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <AlertDialog
      title={invitationTexts.title(user.name)}
      action={invitationTexts.action}
      tone="primary"
      pending={send.isPending}
      error={send.error}
      onConfirm={() =>
        send.mutate(
          { params: { userId: user.id }, body: { kind: 'mail' } },
          {
            onSuccess: (sent) => {
              notify(invitationTexts.sent(to))
              if (!sent.guardCode) done()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{invitationTexts.text(<b className="wrap-anywhere">{to}</b>, policy?.invitationDays ?? 7)}</p>
      {user.did !== null && <p className="text-control text-muted">{invitationTexts.restores}</p>}
      {user.personalEmail !== null && user.did === null && policy?.guardPersonalInvitations && (
        <p className="text-control text-muted">{invitationTexts.guard}</p>
      )}
      {me.mail === 'inbox' && (
        <p className="text-control text-muted">
          {invitationTexts.inbox(<TextLink href={addresses.inbox}>{invitationTexts.inboxLink}</TextLink>)}
        </p>
      )}
    </AlertDialog>
  )
})
