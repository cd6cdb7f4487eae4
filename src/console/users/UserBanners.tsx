import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { clockTime } from '../frame/clock-time.ts'
import { useMe } from '../frame/me.ts'
import type { UserAct } from './acts/UserActDialog.tsx'
import { PausedNotice } from './PausedNotice.tsx'
import { whyNotPassword, whyNotRestore, whyNotUnlock } from './why-not-user.ts'
import { deactivationWords } from './words.ts'

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
          title={`Removed ${clockTime(user.removal.at)}`}
          actions={
            <Button size="compact" disabledReason={whyNotRestore(me, user)} onClick={() => onAct('restore')}>
              Restore user
            </Button>
          }
        >
          They can be restored until {clockTime(user.removal.purgeAt)}. Then they are deleted for good.
        </Notice>
      )}
      {user.terminationAskedAt && (
        <Notice tone="warning" title="Termination requested">
          Asked for <RelativeTime at={user.terminationAskedAt} />. Other organisations know this person too,
          and have not agreed yet.
        </Notice>
      )}
      {isLocked(user) && user.lockedUntil && (
        <Notice
          tone="warning"
          title={`Locked until ${clockTime(user.lockedUntil)}`}
          actions={
            <Button size="compact" disabledReason={whyNotUnlock(me, user)} onClick={() => onAct('unlock')}>
              Unlock
            </Button>
          }
        >
          Somebody failed too often to sign in as them. Browsers that they used before still get in.
        </Notice>
      )}
      {!user.removal && <PausedNotice user={user} onResume={() => onAct('resume-pushes')} />}
      {user.status === 'invited' && !user.removal && (
        <Notice tone="info" title={`Waiting for ${user.name} to set up a phone`}>
          Send them an invitation, or issue a claim code and let them scan it.
          {me.mail === 'inbox' && (
            <>
              {' '}
              No mail server is set up: emails are read at <TextLink href={addresses.inbox}>/inbox</TextLink>.
            </>
          )}
        </Notice>
      )}
      {user.deactivation && !user.removal && <Deactivated user={user} deactivation={user.deactivation} />}
      {user.requirePasswordReset && user.status !== 'deactivated' && (
        <Notice
          tone="info"
          title="A new password is asked for at the next sign-in"
          actions={
            <Button
              size="compact"
              disabledReason={whyNotPassword(me, user)}
              onClick={() => onAct('require-reset')}
            >
              No longer require it
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
      title={`${deactivationWords[kind]} since ${clockTime(at)}${until ? `, until ${clockTime(until)}` : ''}`}
    >
      <p>They can't sign in. Their devices and accounts are kept.</p>
      {user.removeAt && <p>They are removed by themselves on {clockTime(user.removeAt)}.</p>}
      {reason && <p className="wrap-anywhere">Reason: {reason}</p>}
      {message && <p className="wrap-anywhere">Message for the user: {message}</p>}
    </Notice>
  )
}
