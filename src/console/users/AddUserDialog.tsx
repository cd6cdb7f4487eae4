import { type FormEvent, useContext, useEffect, useRef, useState } from 'react'
import type { Me } from '#contract/me.ts'
import { rankOf } from '#contract/permissions.ts'
import { AdminRoleName, createUser } from '#contract/users.ts'
import { useOperationMutation } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { focusFirstError } from '#ui/focus-first-error.ts'
import { NavigateContext } from '#ui/Link.tsx'
import { Notice } from '#ui/Notice.tsx'
import { notify } from '#ui/notify.ts'
import { Select } from '#ui/Select.tsx'
import { Switch } from '#ui/Switch.tsx'
import { TextField } from '#ui/TextField.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { hasCode } from '../api/has-code.ts'
import { refusedFields } from '../api/refused-fields.ts'
import { useMe } from '../frame/me.ts'
import { roleNames } from '../frame/role-names.ts'
import { addingTexts } from '../texts/users/adding.tsx'
import { emptyPerson, type NewPerson, readNewPerson } from './new-person.ts'
import { labels } from './words.ts'

/** The form that creates a user, and then opens their page. */
export function AddUserDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const navigate = useContext(NavigateContext)
  const create = useOperationMutation(createUser)
  const welcome = welcomeOf(me)
  const [person, setPerson] = useState<NewPerson>(() => ({
    ...emptyPerson,
    sendWelcomeEmail: welcome.possible,
  }))
  const [errors, setErrors] = useState<Partial<Record<keyof NewPerson, string>>>({})
  const form = useRef<HTMLFormElement>(null)
  const firstField = useRef<HTMLInputElement>(null)
  const isTaken = hasCode(create.error, 'email-in-use')
  const refused = refusedFields(create.error)
  const isSaidAtField = isTaken || Object.keys(refused).some((field) => field in person)
  const hasErrors = Object.keys(errors).length > 0 || isSaidAtField
  useEffect(() => {
    if (hasErrors && form.current) focusFirstError(form.current)
  }, [hasErrors])

  const change = <Field extends keyof NewPerson>(field: Field, value: NewPerson[Field]) => {
    setPerson({ ...person, [field]: value })
    if (errors[field]) setErrors(({ [field]: _gone, ...others }) => others)
    if ((field === 'email' && isTaken) || field in refused) create.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (create.isPending) return
    const read = readNewPerson(person)
    if ('errors' in read) {
      setErrors(read.errors)
      return
    }
    create.mutate(
      { params: {}, body: read.user },
      {
        onSuccess: (user) => {
          notify(
            read.user.sendWelcomeEmail
              ? addingTexts.done.welcomed(user.name)
              : addingTexts.done.added(user.name),
          )
          onClose()
          navigate?.(addresses.user(user.id))
        },
      },
    )
  }
  const text = (field: 'firstName' | 'lastName' | 'email' | 'mobile' | 'personalEmail') => ({
    label: labels[field],
    value: person[field],
    error: errors[field] ?? refused[field],
    onChange: (value: string) => change(field, value),
    autoComplete: 'off',
  })

  return (
    <Dialog title={labels.addUser} pending={create.isPending} onClose={onClose} initialFocus={firstField}>
      <form ref={form} noValidate className="grid gap-4" onSubmit={submit}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField {...text('firstName')} ref={firstField} required maxLength={100} />
          <TextField {...text('lastName')} required maxLength={100} />
        </div>
        <TextField
          {...text('email')}
          type="email"
          required
          maxLength={254}
          description={addingTexts.email}
          error={isTaken ? <Taken email={person.email} /> : (errors.email ?? refused.email)}
        />
        <TextField {...text('mobile')} type="tel" optional maxLength={40} description={addingTexts.mobile} />
        <TextField
          {...text('personalEmail')}
          type="email"
          optional
          maxLength={254}
          description={addingTexts.personalEmail}
        />
        {me.user.adminRole === 'owner' && (
          <Select
            label={addingTexts.role.label}
            description={addingTexts.role.description}
            options={rolesUpTo(me)}
            value={person.role}
            onChange={(role) => change('role', role)}
          />
        )}
        <Switch
          label={labels.sendWelcomeEmail}
          description={
            <>
              {welcome.text(person.sendWelcomeEmail)}
              {me.mail === 'inbox' && person.sendWelcomeEmail && (
                <> {addingTexts.inbox(<TextLink href={addresses.inbox}>{addingTexts.inboxLink}</TextLink>)}</>
              )}
            </>
          }
          checked={person.sendWelcomeEmail}
          disabled={!welcome.possible}
          onChange={(on) => change('sendWelcomeEmail', on)}
        />
        {create.error && !isSaidAtField && <Notice tone="danger">{errorMessage(create.error)}</Notice>}
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button disabled={create.isPending} onClick={onClose}>
            {addingTexts.cancel}
          </Button>
          <Button type="submit" tone="primary" pending={create.isPending}>
            {labels.create}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const Taken = ({ email }: { email: string }) => (
  <>
    {addingTexts.taken(<TextLink href={addresses.usersFound(email.trim())}>{addingTexts.showThem}</TextLink>)}
  </>
)

/** Whether a welcome email can go out now, and what the switch says. */
function welcomeOf(me: Me): { possible: boolean; text: (on: boolean) => string } {
  if (me.enrolment === 'needs-https') {
    return {
      possible: false,
      text: () => addingTexts.welcome.needsHttps,
    }
  }
  if (me.mail === 'none') {
    return {
      possible: false,
      text: () => addingTexts.welcome.noMail,
    }
  }
  return {
    possible: true,
    text: (on) => (on ? addingTexts.welcome.on : addingTexts.welcome.off),
  }
}

/** The roles that this person may give: none above their own. */
function rolesUpTo(me: Me) {
  const rank = rankOf(me.user.adminRole)
  const admins = AdminRoleName.options.filter((role) => rankOf(role) <= rank)
  return Object.fromEntries([
    ['user', addingTexts.role.user],
    ...admins.map((role) => [role, roleNames[role]]),
  ]) as Record<NewPerson['role'], string> // its keys are roles by construction
}
