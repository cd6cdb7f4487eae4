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
import { actsTexts } from '../../texts/users/acts.tsx'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

const texts = actsTexts.email

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
        setProblem(texts.invalid)
        field.current?.focus()
        return
      }
      ask.mutate(
        { params: { userId: user.id }, body: { email: read.data, kind } },
        {
          onSuccess: () => {
            notify(texts.asked(read.data))
            onClose()
            onDone?.()
          },
          onError: () => field.current?.focus(),
        },
      )
    }
    return (
      <FormDialog
        title={kind === 'primary' ? texts.change.title(user.name) : texts.add.title(user.name)}
        action={texts.ask}
        pending={ask.isPending}
        error={isSaidAtField ? null : ask.error}
        initialFocus={field}
        onSubmit={submit}
        onClose={onClose}
      >
        <TextField
          ref={field}
          label={kind === 'primary' ? texts.change.label : texts.add.label}
          type="email"
          maxLength={254}
          autoComplete="off"
          value={email}
          error={
            isTaken
              ? texts.taken(<TextLink href={addresses.usersFound(email.trim())}>{texts.showThem}</TextLink>)
              : (problem ?? refused)
          }
          onChange={(next) => {
            setEmail(next)
            setProblem(undefined)
            if (isSaidAtField) ask.reset()
          }}
        />
        <p className="text-control text-muted">
          {kind === 'primary'
            ? texts.change.text(<b className="wrap-anywhere">{user.email}</b>)
            : texts.add.text(<b className="wrap-anywhere">{user.email}</b>)}
        </p>
      </FormDialog>
    )
  },
)
