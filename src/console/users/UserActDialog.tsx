import { useContext, useEffect } from 'react'
import type { User } from '#contract/users.ts'
import { NavigateContext } from '#ui/Link.tsx'
import { addresses } from '../addresses.ts'
import { ReactivateUserDialog } from './ReactivateUserDialog.tsx'
import { SendInvitationDialog } from './SendInvitationDialog.tsx'
import { SuspendUserDialog } from './SuspendUserDialog.tsx'

/** Something that is about to be done with a user. */
export interface UserAct {
  kind: 'suspend' | 'reactivate' | 'invite' | 'issue-code'
  user: User
}

/** The dialog of an act chosen from a menu. */
export function UserActDialog({ act: { kind, user }, onClose }: { act: UserAct; onClose: () => void }) {
  switch (kind) {
    case 'suspend':
      return <SuspendUserDialog user={user} onClose={onClose} />
    case 'reactivate':
      return <ReactivateUserDialog user={user} onClose={onClose} />
    case 'invite':
      return <SendInvitationDialog user={user} onClose={onClose} />
    case 'issue-code':
      return <ToDevices user={user} onClose={onClose} />
  }
}

/** A setup code is issued where it is shown: in the devices panel of the user's page. */
function ToDevices({ user, onClose }: { user: User; onClose: () => void }) {
  const navigate = useContext(NavigateContext)
  useEffect(() => {
    onClose()
    navigate?.(addresses.setupCode(user.id))
  }, [navigate, onClose, user.id])
  return null
}
