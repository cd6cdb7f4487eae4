import type { Me } from '#contract/me.ts'
import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { addresses } from '../addresses.ts'
import { useMe } from '../frame/me.ts'
import { whyNotOn } from '../frame/why-not.ts'
import { menuTexts } from '../texts/users/menu.ts'
import { userPageTexts } from '../texts/users/user-page.tsx'
import type { UserAct } from './acts/UserActDialog.tsx'
import { focusPanel } from './focus-panel.ts'
import { type Situation, type SituationNext, situationGroups } from './situations.ts'
import {
  whyNotInvite,
  whyNotLostPhone,
  whyNotMerge,
  whyNotOverride,
  whyNotPassword,
  whyNotRemove,
  whyNotSuspend,
  whyNotUnregister,
} from './why-not-user.ts'

const texts = userPageTexts.guide

interface GuideDialogProps {
  user: User
  onAct: (kind: UserAct['kind']) => void
  onClose: () => void
}

/** Which situation asks for what, with the button for it. */
export function GuideDialog(props: GuideDialogProps) {
  const { user, onClose } = props
  return (
    <Dialog title={menuTexts.guide} description={texts.text(user.name)} size="wide" onClose={onClose}>
      {situationGroups.map(({ title, situations }) => (
        <table key={title} className="w-full text-control max-sm:block">
          <caption className="pb-2 text-start text-body font-semibold max-sm:block">{title}</caption>
          <thead className="max-sm:sr-only">
            <tr className="text-muted">
              <th scope="col" className="pb-1.5 pe-4 text-start font-medium">
                {texts.situation}
              </th>
              <th scope="col" className="pb-1.5 text-start font-medium">
                {texts.whatToDo}
              </th>
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {situations.map((entry) => (
              <Row key={entry.situation} entry={entry} {...props} />
            ))}
          </tbody>
        </table>
      ))}
    </Dialog>
  )
}

function Row({ entry, ...props }: GuideDialogProps & { entry: Situation }) {
  return (
    <tr className="border-t border-line align-top max-sm:block max-sm:py-2.5">
      <th scope="row" className="py-2.5 pe-4 text-start font-medium max-sm:block max-sm:p-0 sm:w-2/5">
        {entry.situation}
      </th>
      <td className="py-2.5 max-sm:block max-sm:p-0">
        <span className="block text-pretty">{entry.advice}</span>
        <span className="mt-1.5 flex flex-wrap gap-2">
          {entry.next.map((next) => (
            <Next key={next.text} next={next} {...props} />
          ))}
        </span>
      </td>
    </tr>
  )
}

interface NextProps extends GuideDialogProps {
  next: SituationNext
}

function Next({ next, user, onAct, onClose }: NextProps) {
  const me = useMe()
  const { text } = next
  const locked = lockedBy(next, me, user)
  if (locked) {
    return (
      <Button size="compact" disabledReason={locked}>
        {text}
      </Button>
    )
  }
  if ('act' in next) {
    return (
      <Button
        size="compact"
        onClick={() => {
          onClose()
          onAct(next.act)
        }}
      >
        {text}
      </Button>
    )
  }
  const { to } = next
  if (to === 'why' || to === 'merge' || to === 'import') {
    return (
      <LinkButton
        size="compact"
        href={
          to === 'why'
            ? addresses.why(user.id)
            : to === 'merge'
              ? addresses.merge(user.id)
              : addresses.apiDescription
        }
        newTab={to === 'import'}
      >
        {text}
      </LinkButton>
    )
  }
  return (
    <Button
      size="compact"
      onClick={() => {
        onClose()
        document.getElementById(to)?.scrollIntoView({ block: 'start' })
        focusPanel(to)
      }}
    >
      {text}
    </Button>
  )
}

/** Why it does not apply to them now, as a sentence. */
function lockedBy(next: SituationNext, me: Me, user: User): string | undefined {
  if ('to' in next) return next.to === 'merge' ? whyNotMerge(me, user) : undefined
  switch (next.act) {
    case 'suspend':
      return user.status === 'deactivated' ? texts.suspended : whyNotSuspend(me, user)
    case 'remove':
      return user.removal ? texts.removed : whyNotRemove(me, user)
    case 'terminate':
    case 'delete':
      return whyNotRemove(me, user)
    case 'temporary-password':
      return whyNotPassword(me, user)
    case 'revoke-sessions':
      return whyNotOn(me, 'sessions:write', user)
    case 'issue-code':
      return whyNotInvite(me, user, 'screen')
    case 'unregister':
      return whyNotUnregister(me, user)
    case 'lost-phone':
      return whyNotLostPhone(me, user)
    case 'override':
      return whyNotOverride(me, user)
    default:
      return undefined
  }
}
