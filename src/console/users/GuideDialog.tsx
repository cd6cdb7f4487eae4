import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { addresses } from '../addresses.ts'
import { useMe } from '../frame/me.ts'
import type { UserAct } from './acts/UserActDialog.tsx'
import { type Situation, situations } from './situations.ts'
import { whyNotMerge, whyNotPassword, whyNotRemove, whyNotSuspend } from './why-not-user.ts'

interface GuideDialogProps {
  user: User
  onAct: (kind: UserAct['kind']) => void
  onClose: () => void
}

/** Which situation asks for what, with the button for it. */
export function GuideDialog({ user, onAct, onClose }: GuideDialogProps) {
  return (
    <Dialog
      title="What should I do?"
      description={`What comes up, and what is right then for ${user.name}.`}
      size="wide"
      onClose={onClose}
    >
      <table className="w-full text-control max-sm:block">
        <thead className="max-sm:sr-only">
          <tr className="text-muted">
            <th scope="col" className="pb-1.5 pe-4 text-start font-medium">
              Situation
            </th>
            <th scope="col" className="pb-1.5 text-start font-medium">
              What to do
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {situations.map((entry) => (
            <tr key={entry.situation} className="border-t border-line align-top max-sm:block max-sm:py-2.5">
              <th scope="row" className="py-2.5 pe-4 text-start font-medium max-sm:block max-sm:p-0 sm:w-2/5">
                {entry.situation}
              </th>
              <td className="py-2.5 max-sm:block max-sm:p-0">
                <span className="block text-pretty">{entry.advice}</span>
                {entry.next && (
                  <span className="mt-1.5 block">
                    <Next next={entry.next} user={user} onAct={onAct} onClose={onClose} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}

interface NextProps extends GuideDialogProps {
  next: NonNullable<Situation['next']>
}

function Next({ next, user, onAct, onClose }: NextProps) {
  const me = useMe()
  if ('to' in next) {
    if (next.to === 'why' || next.to === 'merge') {
      const locked = next.to === 'merge' ? whyNotMerge(me, user) : undefined
      if (locked) {
        return (
          <Button size="compact" disabledReason={locked}>
            {next.text}
          </Button>
        )
      }
      return (
        <LinkButton
          size="compact"
          href={next.to === 'why' ? addresses.why(user.id) : addresses.merge(user.id)}
        >
          {next.text}
        </LinkButton>
      )
    }
    const panel = next.to
    return (
      <Button
        size="compact"
        onClick={() => {
          onClose()
          document.getElementById(panel)?.scrollIntoView({ block: 'start' })
        }}
      >
        {next.text}
      </Button>
    )
  }
  const { text, act } = next
  const reasons: Partial<Record<UserAct['kind'], string | undefined>> = {
    suspend: user.status === 'deactivated' ? 'They are deactivated already' : whyNotSuspend(me, user),
    delete: whyNotRemove(me, user),
    'temporary-password': whyNotPassword(me, user),
  }
  return (
    <Button
      size="compact"
      disabledReason={reasons[act]}
      onClick={() => {
        onClose()
        onAct(act)
      }}
    >
      {text}
    </Button>
  )
}
