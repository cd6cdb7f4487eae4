import { useState } from 'react'
import { type Account, endAccount } from '#contract/accounts.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { useMe } from '../../frame/me.ts'
import { endingTexts } from '../../texts/users/ending.ts'
import { leavingTexts } from '../../texts/users/leaving.ts'
import { labels } from '../words.ts'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

const texts = endingTexts.end

interface EndAccountProps extends ActProps {
  account: Pick<Account, 'applicationId' | 'applicationName'>
  /** No other account of theirs is open: the user is deactivated with it, unless that is unticked. */
  isLast: boolean
}

/** Removes a user from one application, and deactivates them where it was the last. The server looks again whether it was. */
export const EndAccountDialog = whenOpen<EndAccountProps>(
  ({ user, account, isLast, onClose, onDone }: OpenAct<EndAccountProps>) => {
    const me = useMe()
    const { applicationId, applicationName: application } = account
    const end = useOperationMutation(endAccount, { also: ['applications', 'sign-in-diagnoses'] })
    const [deactivates, setDeactivates] = useState(true)
    // Nobody deactivates themselves, and whoever is deactivated stays as they are.
    const isAsked = isLast && user.id !== me.user.id && user.status !== 'deactivated'
    const both = isAsked && deactivates
    return (
      <AlertDialog
        title={texts.title(user.name, application)}
        action={labels.removeUser}
        pending={end.isPending}
        error={end.error}
        onConfirm={() =>
          end.mutate(
            { params: { userId: user.id, applicationId }, body: { deactivateIfLast: both } },
            {
              onSuccess: ({ deactivated }) => {
                notify((deactivated ? texts.doneBoth : texts.done)(user.name, application))
                onClose()
                onDone?.()
              },
            },
          )
        }
        onClose={onClose}
      >
        <p>{texts.text(user.name, application)}</p>
        <Consequences
          stops={[texts.stops.signIn, texts.stops.tokens, ...(both ? [texts.stops.everything] : [])]}
          stays={[texts.stays.account, both ? texts.stays.ways : texts.stays.others]}
          told={[texts.told, ...(both ? [leavingTexts.suspend.told] : [])]}
        />
        {isAsked && (
          <Checkbox
            label={texts.alsoDeactivate.label}
            description={texts.alsoDeactivate.description}
            checked={deactivates}
            onChange={setDeactivates}
          />
        )}
      </AlertDialog>
    )
  },
)
