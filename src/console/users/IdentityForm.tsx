import { useEffect, useRef } from 'react'
import { rankOf } from '#contract/permissions.ts'
import { AdminRoleName, type User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { focusFirstError } from '#ui/focus-first-error.ts'
import { Notice } from '#ui/Notice.tsx'
import { Select } from '#ui/Select.tsx'
import { TextField } from '#ui/TextField.tsx'
import { useMe } from '../frame/me.ts'
import { roleName, roleNames } from '../frame/role-names.ts'
import { identityTexts } from '../texts/users/identity.ts'
import { differing, draftOf, type IdentityDraft, type IdentityErrors } from './identity-draft.ts'
import { whyNotRole } from './why-not-user.ts'
import { labels, roleLandsWhen } from './words.ts'

const texts = identityTexts.form

interface IdentityFormProps {
  /** As they are now. */
  user: User
  /** As they were when the editing began. */
  base: User
  draft: IdentityDraft
  errors: IdentityErrors
  pending: boolean
  /** What the server refused, where no field is to blame. */
  error: Error | null
  onChange: (draft: IdentityDraft) => void
  /** Saves over what the user is now. */
  onSave: () => void
  /** Begins again from what the user is now. */
  onTakeTheirs: () => void
  onCancel: () => void
}

const fieldNames: Record<keyof IdentityDraft, string> = {
  firstName: labels.firstName,
  lastName: labels.lastName,
  role: identityTexts.facts.role,
  mobile: labels.mobile,
  personalEmail: labels.personalEmail,
  externalId: identityTexts.facts.externalId,
}

/** Name, role and contact data of a user, saved all at once. Enter saves, Escape reverts. */
export function IdentityForm(props: IdentityFormProps) {
  const { user, base, draft, errors, pending, error, onChange, onSave, onTakeTheirs, onCancel } = props
  const me = useMe()
  const form = useRef<HTMLFormElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const hasErrors = Object.keys(errors).length > 0
  const others = differing(base, user)
  useEffect(() => first.current?.focus(), [])
  useEffect(() => {
    if (hasErrors && form.current) focusFirstError(form.current)
  }, [hasErrors])
  const text = (field: Exclude<keyof IdentityDraft, 'role'>) => ({
    label: fieldNames[field],
    value: draft[field],
    error: errors[field],
    autoComplete: 'off',
    onChange: (value: string) => onChange({ ...draft, [field]: value }),
  })
  const noRole = whyNotRole(me, user)
  return (
    <form
      ref={form}
      noValidate
      aria-label={texts.title}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending) onSave()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || pending) return
        event.stopPropagation()
        onCancel()
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...text('firstName')} ref={first} maxLength={100} />
        <TextField {...text('lastName')} maxLength={100} />
      </div>
      <Select
        label={fieldNames.role}
        description={noRole ?? (draft.role === (user.adminRole ?? 'user') ? undefined : roleLandsWhen)}
        error={errors.role}
        disabled={noRole !== undefined}
        options={
          Object.fromEntries([
            ['user', identityTexts.user],
            ...AdminRoleName.options
              .filter((role) => rankOf(role) <= rankOf(me.user.adminRole) || role === user.adminRole)
              .map((role) => [role, identityTexts.admin(roleNames[role].toLowerCase())]),
          ]) as Record<IdentityDraft['role'], string> // its keys are roles by construction
        }
        value={draft.role}
        onChange={(role) => onChange({ ...draft, role })}
      />
      <TextField {...text('mobile')} type="tel" optional maxLength={40} />
      <TextField {...text('personalEmail')} type="email" optional maxLength={254} />
      <TextField {...text('externalId')} optional exact maxLength={200} description={texts.externalId} />
      {others.length > 0 && (
        <Notice
          tone="warning"
          title={texts.changed.title}
          actions={
            <Button size="compact" disabled={pending} onClick={onTakeTheirs}>
              {texts.changed.take}
            </Button>
          }
        >
          <ul>
            {others.map((field) => (
              <li key={field} className="wrap-anywhere">
                {texts.changed.field(fieldNames[field], theirs(user, field))}
              </li>
            ))}
          </ul>
          <p>{texts.changed.text}</p>
        </Notice>
      )}
      {error && (
        <Notice tone="danger" title={texts.failed}>
          {errorMessage(error)}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary" pending={pending}>
          {texts.save}
        </Button>
        <Button disabled={pending} onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  )
}

const theirs = (user: User, field: keyof IdentityDraft) =>
  field === 'role' ? roleName(user.adminRole) : draftOf(user)[field] || texts.empty
