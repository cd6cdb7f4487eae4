import { terminateUser } from '#contract/departures.ts'
import { useOperationMutation } from '#ui/api.ts'
import { ConfirmByTyping } from '#ui/ConfirmByTyping.tsx'
import { notify } from '#ui/notify.ts'
import { labels } from '../words.ts'
import { Departure } from './Departure.tsx'
import { counted, endsNow, named, useDeparture } from './use-departure.ts'
import { type OpenAct, whenOpen } from './when-open.tsx'

/** Deletes an identity for good; where other organisations know it too, that part can only be asked for. */
export const TerminateUserDialog = whenOpen(({ user, onClose, onDone }: OpenAct) => {
  const terminate = useOperationMutation(terminateUser, { ends: true })
  const { preview } = useDeparture(user)
  const others = preview?.otherOrganisations ?? 0
  return (
    <ConfirmByTyping
      title={others > 0 ? `Request termination of ${user.name}` : `Terminate ${user.name}`}
      phrase={user.email}
      action={others > 0 ? labels.requestTermination : labels.terminateUser}
      pending={terminate.isPending}
      error={terminate.error}
      onConfirm={(confirmation) =>
        terminate.mutate(
          { params: { userId: user.id }, body: { confirmation } },
          {
            onSuccess: ({ outcome }) => {
              notify(
                outcome === 'asked'
                  ? `${user.name} is removed here. Termination elsewhere is requested.`
                  : `${user.name} is terminated`,
              )
              onClose()
              onDone?.()
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        {others > 0
          ? `${user.name} belongs to ${counted(others, 'other organisation')}. They are removed here now; the rest waits for them or the operator to agree.`
          : `This deletes the identity of ${user.name} everywhere. It can't be undone.`}
      </p>
      <Departure
        user={user}
        lists={(found) => ({
          stops: [
            ...endsNow(found, true),
            ...(found.accounts.length > 0 ? [`Their accounts in ${named(found.accounts)}`] : []),
            ...(others === 0 && found.devices > 0
              ? [`${counted(found.devices, 'device')}: they can approve nothing any more`]
              : []),
          ],
          stays: ['Past events', ...(others > 0 ? ['Their place in the other organisations, for now'] : [])],
          told: [
            others > 0
              ? 'The operator of this installation, who asks the other organisations'
              : 'Their phone: it says so and forgets the account',
            'Applications that hold a copy: they are told to delete it',
          ],
        })}
      />
    </ConfirmByTyping>
  )
})
