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

/** Deletes an identity for good; where other organisations know it too, that part can only be asked for, unless one operator owns them all. */
export const TerminateUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const terminate = useOperationMutation(terminateUser, { ends: true })
  const { preview } = useDeparture(user)
  const others = (preview?.oneOperator ? preview.endsElsewhere : preview?.otherOrganisations) ?? 0
  const asks = others > 0 && preview?.oneOperator === false
  return (
    <ConfirmByTyping
      title={asks ? texts.ask.title(user.name) : texts.title(user.name)}
      phrase={user.email}
      action={asks ? labels.requestTermination : labels.terminateUser}
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
      <p>{textOf(user.name, others, asks)}</p>
      <Departure
        user={user}
        lists={(found) => ({
          stops: [
            ...endsNow(found, true),
            ...(found.accounts.length > 0 ? [leavingTexts.ends.accounts(named(found.accounts))] : []),
            ...(found.devices > 0 ? [texts.devices(found.devices)] : []),
          ],
          stays: [leavingTexts.ends.pastEvents, ...(asks ? [texts.ask.place] : [])],
          told: [...(asks ? [texts.ask.told, texts.ask.phone] : [texts.told.phone]), texts.told.applications],
        })}
      />
    </ConfirmByTyping>
  )
})

function textOf(name: string, others: number, asks: boolean): string {
  if (asks) return texts.ask.text(name, others)
  return others > 0 ? texts.textForOthers(name, others) : texts.text(name)
}
