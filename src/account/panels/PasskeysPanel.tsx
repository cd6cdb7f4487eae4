import { KeyRound } from 'lucide-react'
import { getMe } from '#contract/me.ts'
import { listOwnPasskeys, type Passkey, removeOwnPasskey } from '#contract/passkeys.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { notify } from '#ui/notify.ts'
import { canUsePasskeys } from '#ui/passkey.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { useProof } from '../frame/proof.ts'
import { AddPasskeyDialog } from './AddPasskeyDialog.tsx'
import { RenamePasskeyDialog } from './RenamePasskeyDialog.tsx'

/** One's own passkeys, and the way to another. */
export function PasskeysPanel() {
  const proof = useProof()
  const read = useOperationQuery(listOwnPasskeys, { params: {}, body: {} })
  const me = useOperationQuery(getMe, { params: {}, body: {} })
  const items = read.data?.items ?? []
  const opened = items.find(({ id }) => id === proof.open?.id)
  const cannot = canUsePasskeys() ? undefined : 'This browser doesn’t know passkeys'
  return (
    <Card
      title="Passkeys"
      id="passkeys"
      flush={items.length > 0}
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      actions={
        <Button size="compact" disabledReason={cannot} onClick={() => proof.begin('add-passkey')}>
          Add a passkey…
        </Button>
      }
    >
      {items.length === 0 && (
        <p className="text-control text-muted text-pretty">
          Sign in with the fingerprint, face or PIN of your device, or with a security key. No other website
          can ask for it
          {me.data?.user.adminRole ? ': the best protection for an administrator’s account.' : '.'}
        </p>
      )}
      <ul className="text-control">
        {items.map((passkey) => (
          <li
            key={passkey.id}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-t border-line px-4 py-2.5"
          >
            <span className="flex min-w-0 items-start gap-2.5">
              <KeyRound size={16} aria-hidden className="mt-0.5 shrink-0 text-muted" />
              <span className="min-w-0">
                <span className="font-medium wrap-anywhere">{passkey.name}</span>
                <span className="block text-meta text-muted">
                  {passkey.synced ? 'Synced between your devices' : 'On one device only'} ·{' '}
                  {passkey.lastUsedAt ? (
                    <>
                      used <RelativeTime at={passkey.lastUsedAt} />
                    </>
                  ) : (
                    <>
                      added <RelativeTime at={passkey.createdAt} />
                    </>
                  )}
                </span>
              </span>
            </span>
            <span className="flex gap-2">
              <Button
                size="compact"
                aria-label={`Rename ${passkey.name}`}
                onClick={() => proof.show('rename-passkey', passkey.id)}
              >
                Rename…
              </Button>
              <Button
                size="compact"
                aria-label={`Remove ${passkey.name}`}
                onClick={() => proof.begin('remove-passkey', passkey.id)}
              >
                Remove…
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {proof.isOpen('add-passkey') && <AddPasskeyDialog taken={items} onClose={proof.close} />}
      {opened && proof.isOpen('rename-passkey') && (
        <RenamePasskeyDialog passkey={opened} onClose={proof.close} />
      )}
      {opened && proof.isOpen('remove-passkey') && (
        <RemovePasskeyDialog passkey={opened} onClose={proof.close} />
      )}
    </Card>
  )
}

function RemovePasskeyDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const remove = useOperationMutation(removeOwnPasskey)
  return (
    <AlertDialog
      title={`Remove ${passkey.name}`}
      action="Remove passkey"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(
          { params: { passkeyId: passkey.id }, body: {} },
          {
            onSuccess: () => {
              notify(`Removed ${passkey.name}`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        It signs you in no longer. Your device still keeps it: remove it there too, so that it isn’t offered
        to you.
      </p>
    </AlertDialog>
  )
}
