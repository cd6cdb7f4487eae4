import { useState } from 'react'
import { changeOwnEmail, removeOwnEmail } from '#contract/self.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { TextField } from '#ui/TextField.tsx'
import { useProof } from '../frame/proof.ts'
import type { ProfileQuery } from './profile-query.ts'

const kinds = {
  alias: { label: 'Beside my present address', description: 'You can sign in with either.' },
  primary: { label: 'In place of my present address', description: 'Mail goes there from then on.' },
} as const

/** The addresses that lead to this account. */
export function AddressesPanel({ profile }: { profile: ProfileQuery }) {
  const proof = useProof()
  const { data } = profile
  const removing = proof.isOpen('remove-email') ? (proof.open?.id ?? null) : null
  return (
    <Card
      title="Email addresses"
      id="addresses"
      loading={profile.isPending}
      error={data ? null : profile.error}
      onRetry={() => void profile.refetch()}
      flush
      actions={
        data && (
          <Button size="compact" onClick={() => proof.begin('email')}>
            Add an address…
          </Button>
        )
      }
    >
      {data && (
        <ul className="text-control">
          <Row email={data.user.email}>
            <Badge tone={data.user.emailVerified ? 'success' : 'warning'}>
              {data.user.emailVerified ? 'Main, verified' : 'Main, not verified'}
            </Badge>
          </Row>
          {data.emails.aliases.map(({ email }) => (
            <Row key={email} email={email}>
              <Badge tone="success">Verified</Badge>
              <RemoveButton email={email} word="Remove" onPress={() => proof.begin('remove-email', email)} />
            </Row>
          ))}
          {data.emails.pending.map(({ id, email, kind }) => (
            <Row key={id} email={email}>
              <Badge tone="info">
                {kind === 'primary' ? 'Waits to become the main one' : 'Waits for your click'}
              </Badge>
              <RemoveButton
                email={email}
                word="Withdraw"
                onPress={() => proof.begin('remove-email', email)}
              />
            </Row>
          ))}
        </ul>
      )}
      {proof.isOpen('email') && <AddDialog onClose={proof.close} />}
      {removing && <RemoveDialog email={removing} onClose={proof.close} />}
    </Card>
  )
}

function Row({ email, children }: { email: string; children: React.ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-t border-line px-4 py-2.5">
      <span className="min-w-0 wrap-anywhere">{email}</span>
      <span className="flex min-w-0 flex-wrap items-center gap-2">{children}</span>
    </li>
  )
}

const RemoveButton = ({ email, word, onPress }: { email: string; word: string; onPress: () => void }) => (
  <Button size="compact" aria-label={`${word} ${email}`} onClick={onPress}>
    {word}
  </Button>
)

function AddDialog({ onClose }: { onClose: () => void }) {
  const add = useOperationMutation(changeOwnEmail)
  const [email, setEmail] = useState('')
  const [kind, setKind] = useState<keyof typeof kinds>('alias')
  return (
    <FormDialog
      title="Add an address"
      action="Send confirmation"
      pending={add.isPending}
      error={add.error}
      disabledReason={email.trim() === '' ? 'Enter an address' : undefined}
      onSubmit={() =>
        add.mutate(
          { params: {}, body: { email: email.trim(), kind } },
          {
            onSuccess: () => {
              notify('Open the mail that we sent to the new address')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField label="Address" type="email" autoComplete="email" value={email} onChange={setEmail} />
      <RadioGroup label="Use it" options={kinds} value={kind} onChange={setKind} />
      <p className="text-meta text-muted">
        Nothing changes before you confirm it there. Your present address is told.
      </p>
    </FormDialog>
  )
}

function RemoveDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const remove = useOperationMutation(removeOwnEmail)
  return (
    <AlertDialog
      title="Remove an address"
      action="Remove address"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(
          { params: {}, body: { email } },
          {
            onSuccess: () => {
              notify(`Removed ${email}`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p className="wrap-anywhere">
        <b className="font-medium">{email}</b> no longer leads to this account. We tell you by mail.
      </p>
    </AlertDialog>
  )
}
