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
import { passkeysTexts as words } from '../texts/passkeys.tsx'
import { AddPasskeyDialog } from './AddPasskeyDialog.tsx'
import { RenamePasskeyDialog } from './RenamePasskeyDialog.tsx'

/** One's own passkeys, and the way to another. */
export function PasskeysPanel() {
  const proof = useProof()
  const read = useOperationQuery(listOwnPasskeys, { params: {}, body: {} })
  const me = useOperationQuery(getMe, { params: {}, body: {} })
  const items = read.data?.items ?? []
  const opened = items.find(({ id }) => id === proof.open?.id)
  const cannot = canUsePasskeys() ? undefined : words.unknownHere
  return (
    <Card
      title={words.title}
      id="passkeys"
      flush={items.length > 0}
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      actions={
        <Button size="compact" disabledReason={cannot} onClick={() => proof.begin('add-passkey')}>
          {words.add}
        </Button>
      }
    >
      {items.length === 0 && (
        <p className="text-control text-muted text-pretty">
          {me.data?.user.adminRole ? words.whatForAdmins : words.what}
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
                  {passkey.synced ? words.row.synced : words.row.bound} ·{' '}
                  {passkey.lastUsedAt
                    ? words.row.used(<RelativeTime at={passkey.lastUsedAt} />)
                    : words.row.added(<RelativeTime at={passkey.createdAt} />)}
                </span>
              </span>
            </span>
            <span className="flex gap-2">
              <Button
                size="compact"
                aria-label={words.row.renameThis(passkey.name)}
                onClick={() => proof.show('rename-passkey', passkey.id)}
              >
                {words.row.rename}
              </Button>
              <Button
                size="compact"
                aria-label={words.row.removeThis(passkey.name)}
                onClick={() => proof.begin('remove-passkey', passkey.id)}
              >
                {words.row.remove}
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
      title={words.removing.title(passkey.name)}
      action={words.removing.action}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(
          { params: { passkeyId: passkey.id }, body: {} },
          {
            onSuccess: () => {
              notify(words.removing.done(passkey.name))
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{words.removing.what}</p>
    </AlertDialog>
  )
}
