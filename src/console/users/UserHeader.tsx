import { Ellipsis, GitMerge, LifeBuoy, RotateCcw, UserX } from 'lucide-react'
import { useContext } from 'react'
import type { User } from '#contract/users.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { Button } from '#ui/Button.tsx'
import { Copyable } from '#ui/Copyable.tsx'
import { NavigateContext } from '#ui/Link.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Menu } from '#ui/Menu.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { addresses } from '../addresses.ts'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { roleName } from '../frame/role-names.ts'
import { menuTexts } from '../texts/users/menu.ts'
import { userPageTexts } from '../texts/users/user-page.tsx'
import type { UserAct } from './acts/UserActDialog.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import { moreActs } from './user-menu.tsx'
import { whyNotMerge, whyNotReactivate, whyNotSuspend } from './why-not-user.ts'
import { labels } from './words.ts'

const texts = userPageTexts.header

interface UserHeaderProps {
  user: User
  onAct: (kind: UserAct['kind']) => void
  onGuide: () => void
}

/** Whose page it is, and what can be done with them. */
export function UserHeader({ user, onAct, onGuide }: UserHeaderProps) {
  const me = useMe()
  const navigate = useContext(NavigateContext)
  return (
    <div className="top-13 z-10 -mx-4 -mt-2 border-b border-line bg-canvas px-4 pt-2 pb-4 sm:-mx-6 sm:px-6 md:sticky lg:-mx-8 lg:px-8">
      <PageHeader
        title={user.name}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.users, text: userPageTexts.users }}
        leading={<Avatar name={user.name} seed={user.id} size="large" />}
        trailing={
          <>
            <StatusBadge user={user} />
            <span className="text-control text-muted">{roleName(user.adminRole)}</span>
          </>
        }
        meta={
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="wrap-anywhere">{user.email}</span>
            <span aria-hidden>·</span>
            <Copyable value={user.id} what={texts.userId} text={`…${user.id.slice(-12)}`} />
            <span aria-hidden>·</span>
            <span>
              {user.lastSignInAt ? texts.lastSignIn(<RelativeTime at={user.lastSignInAt} />) : texts.never}
            </span>
          </span>
        }
        actions={
          <>
            <LinkButton href={addresses.why(user.id)} icon={<LifeBuoy size={16} aria-hidden />}>
              {menuTexts.why}
            </LinkButton>
            <Standing user={user} onAct={onAct} />
            <Button
              icon={<GitMerge size={16} aria-hidden />}
              disabledReason={whyNotMerge(me, user)}
              onClick={() => navigate?.(addresses.merge(user.id))}
            >
              {labels.mergeInto}
            </Button>
            <Menu
              trigger={<Button icon={<Ellipsis size={16} aria-hidden />}>{texts.more}</Button>}
              items={moreActs({ me, user, onAct: ({ kind }) => onAct(kind) })}
            />
            <Button tone="quiet" size="compact" onClick={onGuide}>
              {menuTexts.guide}
            </Button>
          </>
        }
      />
    </div>
  )
}

/** Suspend or reactivate: the one that applies. */
function Standing({ user, onAct }: Pick<UserHeaderProps, 'user' | 'onAct'>) {
  const me = useMe()
  // Of somebody who was removed the banner says what can be done.
  if (user.removal) return null
  if (user.status === 'deactivated') {
    return (
      <Button
        tone="primary"
        icon={<RotateCcw size={16} aria-hidden />}
        disabledReason={whyNotReactivate(me, user)}
        onClick={() => onAct('reactivate')}
      >
        {labels.reactivateUser}
      </Button>
    )
  }
  return (
    <Button
      icon={<UserX size={16} aria-hidden />}
      disabledReason={whyNotSuspend(me, user)}
      onClick={() => onAct('suspend')}
    >
      {labels.suspendUser}
    </Button>
  )
}
