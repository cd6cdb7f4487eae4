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
import { Passcode } from '../Passcode.tsx'
import { counted } from './use-departure.ts'
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
      <Dialog title={`Invitation sent to ${user.name}`} pending onClose={done}>
        <p>
          The mail went outside the organisation, so the link alone does nothing. Tell {user.name} this code
          by telephone or in person, never by email:
        </p>
        <Passcode value={guardCode} size={3} what="code" />
        <p className="text-control text-muted">We can't show it again. A new invitation makes a new one.</p>
        <div className="flex justify-end">
          <Button tone="primary" onClick={done}>
            I've told them
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <AlertDialog
      title={`Send ${user.name} an invitation`}
      action="Send invitation"
      tone="primary"
      pending={send.isPending}
      error={send.error}
      onConfirm={() =>
        send.mutate(
          { params: { userId: user.id }, body: { kind: 'mail' } },
          {
            onSuccess: (sent) => {
              notify(`Invitation sent to ${to}`)
              if (!sent.guardCode) done()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        An email with a setup link and a QR code goes to <b className="wrap-anywhere">{to}</b>. It works once,
        for {counted(policy?.invitationDays ?? 7, 'day')}. Setup codes issued earlier stop working.
      </p>
      {user.did !== null && (
        <p className="text-control text-muted">
          They have set up a phone before: the link restores their backup on the next one. Without a backup
          use Unregister All Devices.
        </p>
      )}
      {user.personalEmail !== null && user.did === null && policy?.guardPersonalInvitations && (
        <p className="text-control text-muted">
          It leaves the organisation, so they need a code as well. You see it once the mail is sent.
        </p>
      )}
      {me.mail === 'inbox' && (
        <p className="text-control text-muted">
          No mail server is set up: read it at <TextLink href={addresses.inbox}>/inbox</TextLink>.
        </p>
      )}
    </AlertDialog>
  )
})
