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
              ? `Added ${user.name}. The welcome email is on its way.`
              : `Added ${user.name}`,
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
          description="Their work email. They sign in with it."
          error={isTaken ? <Taken email={person.email} /> : (errors.email ?? refused.email)}
        />
        <TextField
          {...text('mobile')}
          type="tel"
          optional
          maxLength={40}
          description="For codes by SMS when the phone app isn't at hand. With the country code: +49 170 1234567"
        />
        <TextField
          {...text('personalEmail')}
          type="email"
          optional
          maxLength={254}
          description="The invitation goes here instead, for a work mailbox that is itself behind Latchkey."
        />
        {me.user.adminRole === 'owner' && (
          <Select
            label="Role"
            description="An admin can sign in to this console."
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
                <>
                  {' '}
                  No mail server is set up: read it at <TextLink href={addresses.inbox}>/inbox</TextLink>.
                </>
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
            Cancel
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
    A user with this email already exists.{' '}
    <TextLink href={addresses.usersFound(email.trim())}>Show them</TextLink>
  </>
)

/** Whether a welcome email can go out now, and what the switch says. */
function welcomeOf(me: Me): { possible: boolean; text: (on: boolean) => string } {
  if (me.enrolment === 'needs-https') {
    return {
      possible: false,
      text: () =>
        'Phones can be enrolled only over https, or on this computer at localhost. Send the invitation later.',
    }
  }
  if (me.mail === 'none') {
    return {
      possible: false,
      text: () =>
        "No mail server is set up. Issue a setup code on the user's page and hand over its link or QR code.",
    }
  }
  return {
    possible: true,
    text: (on) =>
      on
        ? 'A setup link and a QR code, good for seven days.'
        : "They stay Invited. Send the invitation, or issue a setup code, on the user's page.",
  }
}

/** The roles that this person may give: none above their own. */
function rolesUpTo(me: Me) {
  const rank = rankOf(me.user.adminRole)
  const admins = AdminRoleName.options.filter((role) => rankOf(role) <= rank)
  return Object.fromEntries([['user', 'User'], ...admins.map((role) => [role, roleNames[role]])]) as Record<
    NewPerson['role'],
    string
  > // its keys are roles by construction
}
