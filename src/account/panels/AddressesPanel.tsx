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
import { addressesTexts as words } from '../texts/addresses.tsx'
import type { ProfileQuery } from './profile-query.ts'

/** The addresses that lead to this account. */
export function AddressesPanel({ profile }: { profile: ProfileQuery }) {
  const proof = useProof()
  const { data } = profile
  const removing = proof.isOpen('remove-email') ? (proof.open?.id ?? null) : null
  return (
    <Card
      title={words.title}
      id="addresses"
      loading={profile.isPending}
      error={data ? null : profile.error}
      onRetry={() => void profile.refetch()}
      flush
      actions={
        data && (
          <Button size="compact" onClick={() => proof.begin('email')}>
            {words.add}
          </Button>
        )
      }
    >
      {data && (
        <ul className="text-control">
          <Row email={data.user.email}>
            <Badge tone={data.user.emailVerified ? 'success' : 'warning'}>
              {data.user.emailVerified ? words.row.main : words.row.mainUnverified}
            </Badge>
          </Row>
          {data.emails.aliases.map(({ email }) => (
            <Row key={email} email={email}>
              <Badge tone="success">{words.row.verified}</Badge>
              <RemoveButton
                label={words.row.removeThis(email)}
                onPress={() => proof.begin('remove-email', email)}
              >
                {words.row.remove}
              </RemoveButton>
            </Row>
          ))}
          {data.emails.pending.map(({ id, email, kind }) => (
            <Row key={id} email={email}>
              <Badge tone="info">{kind === 'primary' ? words.row.becomesMain : words.row.waits}</Badge>
              <RemoveButton
                label={words.row.withdrawThis(email)}
                onPress={() => proof.begin('remove-email', email)}
              >
                {words.row.withdraw}
              </RemoveButton>
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

interface RemoveButtonProps {
  label: string
  onPress: () => void
  children: string
}

const RemoveButton = ({ label, onPress, children }: RemoveButtonProps) => (
  <Button size="compact" aria-label={label} onClick={onPress}>
    {children}
  </Button>
)

function AddDialog({ onClose }: { onClose: () => void }) {
  const add = useOperationMutation(changeOwnEmail)
  const [email, setEmail] = useState('')
  const [kind, setKind] = useState<keyof typeof words.adding.kinds>('alias')
  return (
    <FormDialog
      title={words.adding.title}
      action={words.adding.action}
      pending={add.isPending}
      error={add.error}
      disabledReason={email.trim() === '' ? words.adding.missing : undefined}
      onSubmit={() =>
        add.mutate(
          { params: {}, body: { email: email.trim(), kind } },
          {
            onSuccess: () => {
              notify(words.adding.sent)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        label={words.adding.address}
        type="email"
        autoComplete="email"
        value={email}
        onChange={setEmail}
      />
      <RadioGroup label={words.adding.use} options={words.adding.kinds} value={kind} onChange={setKind} />
      <p className="text-meta text-muted">{words.adding.notYet}</p>
    </FormDialog>
  )
}

function RemoveDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const remove = useOperationMutation(removeOwnEmail)
  return (
    <AlertDialog
      title={words.removing.title}
      action={words.removing.action}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(
          { params: {}, body: { email } },
          {
            onSuccess: () => {
              notify(words.removing.done(email))
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p className="wrap-anywhere">{words.removing.what(<b className="font-medium">{email}</b>)}</p>
    </AlertDialog>
  )
}
