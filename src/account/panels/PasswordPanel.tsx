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
import { passwordTexts as words } from '../texts/password.ts'
import { listRules } from './list-rules.ts'
import type { ProfileQuery } from './profile-query.ts'

/** Whether there is a password, since when, and the way to another one. */
export function PasswordPanel({ profile }: { profile: ProfileQuery }) {
  const proof = useProof()
  const { data } = profile
  const password = data?.password
  const notAllowed = password && !password.allowed ? words.notAllowed : undefined
  return (
    <Card
      title={words.title}
      id="password"
      loading={profile.isPending}
      error={data ? null : profile.error}
      onRetry={() => void profile.refetch()}
      actions={
        password && (
          <>
            {password.hasPassword && (
              <Button size="compact" onClick={() => proof.begin('remove-password')}>
                {words.remove}
              </Button>
            )}
            <Button size="compact" disabledReason={notAllowed} onClick={() => proof.begin('password')}>
              {password.hasPassword ? words.change : words.set}
            </Button>
          </>
        )
      }
    >
      {password && (
        <Facts
          items={[
            [words.facts.password, password.hasPassword ? words.facts.isSet : words.facts.none],
            [
              words.facts.changed,
              password.setAt ? <RelativeTime key="set" at={password.setAt} /> : undefined,
            ],
            [
              words.facts.used,
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
      title={profile.password.hasPassword ? words.setting.titleChange : words.setting.titleSet}
      action={words.setting.action}
      pending={save.isPending}
      error={failures.length > 0 ? null : save.error}
      disabledReason={unmet ? words.setting.unmet : undefined}
      onSubmit={() =>
        save.mutate(
          { params: {}, body: { password, endOthers } },
          {
            onSuccess: () => {
              notify(words.setting.saved)
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
        label={words.setting.label}
        type="password"
        autoComplete="new-password"
        value={password}
        error={failures.length > 0 ? failures.join(' ') : undefined}
        onChange={(typed) => {
          setPassword(typed)
          save.reset()
        }}
      />
      <ul className="grid gap-1 text-meta text-muted" aria-label={words.setting.rules}>
        {listRules(profile.rules, password).map(({ text, met }) => (
          <li key={text} className="flex items-center gap-2">
            {met ? (
              <Check size={14} className="shrink-0 text-success" aria-label={words.setting.met} />
            ) : (
              <Minus size={14} className="shrink-0" aria-hidden />
            )}
            {text}
          </li>
        ))}
      </ul>
      <Checkbox label={words.setting.endOthers} checked={endOthers} onChange={setEndOthers} />
    </FormDialog>
  )
}

function failuresIn(error: Error | null): string[] {
  if (!(error instanceof Problem) || error.code !== 'password-weak') return []
  const said = z.safeParse(WeakPassword, error.members)
  return said.success ? said.data.failures.map((failure) => words.failures[failure]) : []
}

function RemoveDialog({ onClose }: { onClose: () => void }) {
  const remove = useOperationMutation(removeOwnPassword)
  return (
    <AlertDialog
      title={words.removing.title}
      action={words.removing.action}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(
          { params: {}, body: {} },
          {
            onSuccess: () => {
              notify(words.removing.done)
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
