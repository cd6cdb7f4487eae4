import { issueClaim } from '#contract/claims.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { notify } from '#ui/notify.ts'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../../addresses.ts'
import { useMe } from '../../frame/me.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Mails a setup link to a user. */
export const SendInvitationDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const me = useMe()
  const send = useOperationMutation(issueClaim)
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
            onSuccess: () => {
              notify(`Invitation sent to ${user.email}`)
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        An email with a setup link and a QR code goes to <b className="wrap-anywhere">{user.email}</b>. It
        works once, for seven days. Setup codes issued earlier stop working.
      </p>
      {me.mail === 'inbox' && (
        <p className="text-control text-muted">
          No mail server is set up: read it at <TextLink href={addresses.inbox}>/inbox</TextLink>.
        </p>
      )}
    </AlertDialog>
  )
})
