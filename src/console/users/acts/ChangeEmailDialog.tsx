import { useRef, useState } from 'react'
import * as z from 'zod/mini'
import { changeEmail } from '#contract/emails.ts'
import { EmailAddress } from '#contract/users.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { notify } from '#ui/notify.ts'
import { TextField } from '#ui/TextField.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../../addresses.ts'
import { hasCode } from '../../api/has-code.ts'
import { refusedFields } from '../../api/refused-fields.ts'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

interface ChangeEmailProps extends ActProps {
  /** In place of the present address, or beside it. */
  kind: 'primary' | 'alias'
}

/** Asks for confirmation at another address. Nothing changes before the person follows the link there. */
export const ChangeEmailDialog = whenOpen<ChangeEmailProps>(
  ({ user, kind, onClose, onDone }: OpenAct<ChangeEmailProps>) => {
    const [email, setEmail] = useState('')
    const [problem, setProblem] = useState<string>()
    const field = useRef<HTMLInputElement>(null)
    const ask = useOperationMutation(changeEmail)
    const isTaken = hasCode(ask.error, 'email-in-use')
    const refused = refusedFields(ask.error).email
    const isSaidAtField = isTaken || refused !== undefined
    const submit = () => {
      const read = z.safeParse(EmailAddress, email)
      if (!read.success) {
        setProblem('Enter an email address')
        field.current?.focus()
        return
      }
      ask.mutate(
        { params: { userId: user.id }, body: { email: read.data, kind } },
        {
          onSuccess: () => {
            notify(`Confirmation asked for at ${read.data}`)
            onClose()
            onDone?.()
          },
          onError: () => field.current?.focus(),
        },
      )
    }
    return (
      <FormDialog
        title={kind === 'primary' ? `Change the email of ${user.name}` : `Add an email for ${user.name}`}
        action="Ask for confirmation"
        pending={ask.isPending}
        error={isSaidAtField ? null : ask.error}
        initialFocus={field}
        onSubmit={submit}
        onClose={onClose}
      >
        <TextField
          ref={field}
          label={kind === 'primary' ? 'New email' : 'Further email'}
          type="email"
          maxLength={254}
          autoComplete="off"
          value={email}
          error={
            isTaken ? (
              <>
                A user with this email already exists.{' '}
                <TextLink href={addresses.usersFound(email.trim())}>Show them</TextLink>
              </>
            ) : (
              (problem ?? refused)
            )
          }
          onChange={(next) => {
            setEmail(next)
            setProblem(undefined)
            if (isSaidAtField) ask.reset()
          }}
        />
        <p className="text-control text-muted">
          {kind === 'primary' ? (
            <>
              We'll ask for confirmation at the new address. Until then{' '}
              <b className="wrap-anywhere">{user.email}</b> stays, and it is told of the change.
            </>
          ) : (
            <>
              We'll ask for confirmation there. Afterwards they can sign in with either address;{' '}
              <b className="wrap-anywhere">{user.email}</b> stays the main one.
            </>
          )}
        </p>
      </FormDialog>
    )
  },
)
