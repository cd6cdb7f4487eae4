import { Check, Minus } from 'lucide-react'
import { useState } from 'react'
import * as z from 'zod/mini'
import { Problem } from '#contract/problem.ts'
import { type Profile, removeOwnPassword, setOwnPassword, WeakPassword } from '#contract/self.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Facts } from '#ui/Facts.tsx'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextField } from '#ui/TextField.tsx'
import { useProof } from '../frame/proof.ts'
import { failureWords, listRules } from './password-words.ts'
import type { ProfileQuery } from './profile-query.ts'

/** Whether there is a password, since when, and the way to another one. */
export function PasswordPanel({ profile }: { profile: ProfileQuery }) {
  const proof = useProof()
  const { data } = profile
  const password = data?.password
  const notAllowed = password && !password.allowed ? 'Your organisation lets you have no password' : undefined
  return (
    <Card
      title="Password"
      id="password"
      loading={profile.isPending}
      error={data ? null : profile.error}
      onRetry={() => void profile.refetch()}
      actions={
        password && (
          <>
            {password.hasPassword && (
              <Button size="compact" onClick={() => proof.begin('remove-password')}>
                Remove…
              </Button>
            )}
            <Button size="compact" disabledReason={notAllowed} onClick={() => proof.begin('password')}>
              {password.hasPassword ? 'Change…' : 'Set a password…'}
            </Button>
          </>
        )
      }
    >
      {password && (
        <Facts
          items={[
            ['Password', password.hasPassword ? 'Set' : 'None'],
            ['Last changed', password.setAt ? <RelativeTime key="set" at={password.setAt} /> : undefined],
            [
              'Last used',
              password.verifiedAt ? <RelativeTime key="used" at={password.verifiedAt} /> : undefined,
            ],
          ]}
        />
      )}
      {data && proof.isOpen('password') && <PasswordDialog profile={data} onClose={proof.close} />}
      {proof.isOpen('remove-password') && <RemoveDialog onClose={proof.close} />}
    </Card>
  )
}

function PasswordDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const save = useOperationMutation(setOwnPassword)
  const [password, setPassword] = useState('')
  const [endOthers, setEndOthers] = useState(true)
  const failures = failuresIn(save.error)
  const unmet = listRules(profile.rules, password).some(({ met }) => met === false)
  return (
    <FormDialog
      title={profile.password.hasPassword ? 'Change your password' : 'Set a password'}
      action="Save password"
      pending={save.isPending}
      error={failures.length > 0 ? null : save.error}
      disabledReason={unmet ? 'It does not meet the rules below yet' : undefined}
      onSubmit={() =>
        save.mutate(
          { params: {}, body: { password, endOthers } },
          {
            onSuccess: () => {
              notify('Password saved')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      {/* Tells the password manager whose it is. */}
      <input type="text" autoComplete="username" value={profile.user.email} readOnly hidden />
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        value={password}
        error={failures.length > 0 ? failures.join(' ') : undefined}
        onChange={(typed) => {
          setPassword(typed)
          save.reset()
        }}
      />
      <ul className="grid gap-1 text-meta text-muted" aria-label="Rules">
        {listRules(profile.rules, password).map(({ text, met }) => (
          <li key={text} className="flex items-center gap-2">
            {met ? (
              <Check size={14} className="shrink-0 text-success" aria-label="Met:" />
            ) : (
              <Minus size={14} className="shrink-0" aria-hidden />
            )}
            {text}
          </li>
        ))}
      </ul>
      <Checkbox label="Sign out my other sessions" checked={endOthers} onChange={setEndOthers} />
    </FormDialog>
  )
}

function failuresIn(error: Error | null): string[] {
  if (!(error instanceof Problem) || error.code !== 'password-weak') return []
  const said = z.safeParse(WeakPassword, error.members)
  return said.success ? said.data.failures.map((failure) => failureWords[failure]) : []
}

function RemoveDialog({ onClose }: { onClose: () => void }) {
  const remove = useOperationMutation(removeOwnPassword)
  return (
    <AlertDialog
      title="Remove your password"
      action="Remove password"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(
          { params: {}, body: {} },
          {
            onSuccess: () => {
              notify('Password removed')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>You then sign in with your phone or a linked provider. You can set a password again at any time.</p>
    </AlertDialog>
  )
}
