import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { clockTime } from '../frame/clock-time.ts'
import { useMe } from '../frame/me.ts'
import { userPageTexts } from '../texts/users/user-page.tsx'
import type { UserAct } from './acts/UserActDialog.tsx'
import { PausedNotice } from './PausedNotice.tsx'
import { whyNotPassword, whyNotRestore, whyNotUnlock } from './why-not-user.ts'
import { deactivationWords } from './words.ts'

const texts = userPageTexts.banners

interface UserBannersProps {
  user: User
  onAct: (kind: UserAct['kind']) => void
}

/** What stands in this user's way now, each with the button that ends it. */
export function UserBanners({ user, onAct }: UserBannersProps) {
  const me = useMe()
  return (
    <>
      {user.removal && (
        <Notice
          tone="danger"
          title={texts.removed.title(clockTime(user.removal.at))}
          actions={
            <Button size="compact" disabledReason={whyNotRestore(me, user)} onClick={() => onAct('restore')}>
              {texts.removed.restore}
            </Button>
          }
        >
          {texts.removed.text(clockTime(user.removal.purgeAt))}
        </Notice>
      )}
      {user.terminationAskedAt && (
        <Notice tone="warning" title={texts.termination.title}>
          {texts.termination.text(<RelativeTime at={user.terminationAskedAt} />)}
        </Notice>
      )}
      {isLocked(user) && user.lockedUntil && (
        <Notice
          tone="warning"
          title={texts.locked.title(clockTime(user.lockedUntil))}
          actions={
            <Button size="compact" disabledReason={whyNotUnlock(me, user)} onClick={() => onAct('unlock')}>
              {texts.locked.unlock}
            </Button>
          }
        >
          {texts.locked.text}
        </Notice>
      )}
      {!user.removal && <PausedNotice user={user} onResume={() => onAct('resume-pushes')} />}
      {user.status === 'invited' && !user.removal && (
        <Notice tone="info" title={texts.invited.title(user.name)}>
          {texts.invited.text}
          {me.mail === 'inbox' && (
            <> {texts.invited.inbox(<TextLink href={addresses.inbox}>{texts.invited.inboxLink}</TextLink>)}</>
          )}
        </Notice>
      )}
      {user.deactivation && !user.removal && <Deactivated user={user} deactivation={user.deactivation} />}
      {user.requirePasswordReset && user.status !== 'deactivated' && (
        <Notice
          tone="info"
          title={texts.reset.title}
          actions={
            <Button
              size="compact"
              disabledReason={whyNotPassword(me, user)}
              onClick={() => onAct('require-reset')}
            >
              {texts.reset.end}
            </Button>
          }
        />
      )}
    </>
  )
}

const isLocked = ({ lockedUntil }: User) => lockedUntil !== null && lockedUntil.getTime() > Date.now()

interface DeactivatedProps {
  user: User
  deactivation: NonNullable<User['deactivation']>
}

function Deactivated({ user, deactivation }: DeactivatedProps) {
  const { kind, at, until, reason, message } = deactivation
  return (
    <Notice
      tone="warning"
      title={texts.deactivated.title(deactivationWords[kind], clockTime(at), until ? clockTime(until) : null)}
    >
      <p>{texts.deactivated.text}</p>
      {user.removeAt && <p>{texts.deactivated.removal(clockTime(user.removeAt))}</p>}
      {reason && <p className="wrap-anywhere">{texts.deactivated.reason(reason)}</p>}
      {message && <p className="wrap-anywhere">{texts.deactivated.message(message)}</p>}
    </Notice>
  )
}
