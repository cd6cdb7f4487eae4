import { terminateUser } from '#contract/departures.ts'
import { useOperationMutation } from '#ui/api.ts'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { notify } from '#ui/notify.ts'
import { leavingTexts } from '../../texts/users/leaving.ts'
import { labels } from '../words.ts'
import { Departure } from './Departure.tsx'
import { endsNow, named, useDeparture } from './use-departure.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

const texts = leavingTexts.terminate

/** Deletes an identity for good; where other organisations know it too, that part can only be asked for. */
export const TerminateUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const terminate = useOperationMutation(terminateUser, { ends: true })
  const { preview } = useDeparture(user)
  const others = preview?.otherOrganisations ?? 0
  return (
    <ConfirmByTyping
      title={others > 0 ? texts.ask.title(user.name) : texts.title(user.name)}
      phrase={user.email}
      action={others > 0 ? labels.requestTermination : labels.terminateUser}
      pending={terminate.isPending}
      error={terminate.error}
      onConfirm={(confirmation) =>
        terminate.mutate(
          { params: { userId: user.id }, body: { confirmation } },
          {
            onSuccess: ({ outcome }) => {
              notify(outcome === 'asked' ? texts.ask.done(user.name) : texts.done(user.name))
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{others > 0 ? texts.ask.text(user.name, others) : texts.text(user.name)}</p>
      <Departure
        user={user}
        lists={(found) => ({
          stops: [
            ...endsNow(found, true),
            ...(found.accounts.length > 0 ? [leavingTexts.ends.accounts(named(found.accounts))] : []),
            ...(others === 0 && found.devices > 0 ? [texts.devices(found.devices)] : []),
          ],
          stays: [leavingTexts.ends.pastEvents, ...(others > 0 ? [texts.ask.place] : [])],
          told: [others > 0 ? texts.ask.told : texts.told.phone, texts.told.applications],
        })}
      />
    </ConfirmByTyping>
  )
})
