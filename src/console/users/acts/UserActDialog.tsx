import { type ComponentType, useContext, useEffect } from 'react'
import type { User } from '#contract/users.ts'
import { NavigateContext } from '#ui/Link.tsx'
import { addresses } from '../../addresses.ts'
import { LostPhoneDialog } from '../lost-phone/LostPhoneDialog.tsx'
import { OverrideDialog } from '../overrides/OverrideDialog.tsx'
import { AdminRoleDialog } from './AdminRoleDialog.tsx'
import { AllowPassword } from './AllowPassword.tsx'
import { ChangeEmailDialog } from './ChangeEmailDialog.tsx'
import { ClearPasswordDialog } from './ClearPasswordDialog.tsx'
import { DeleteUserDialog } from './DeleteUserDialog.tsx'
import { ExportUserDialog } from './ExportUserDialog.tsx'
import { ReactivateUserDialog } from './ReactivateUserDialog.tsx'
import { RemoveAdminDialog } from './RemoveAdminDialog.tsx'
import { RemoveFromClientDialog } from './RemoveFromClientDialog.tsx'
import { RequirePasswordReset } from './RequirePasswordReset.tsx'
import { RestoreUserDialog } from './RestoreUserDialog.tsx'
import { ResumePushes } from './ResumePushes.tsx'
import { RevokeAllDialog } from './RevokeAllDialog.tsx'
import { SendInvitationDialog } from './SendInvitationDialog.tsx'
import { SendPasswordLink } from './SendPasswordLink.tsx'
import { SuspendUserDialog } from './SuspendUserDialog.tsx'
import { TemporaryPasswordDialog } from './TemporaryPasswordDialog.tsx'
import { TerminateUserDialog } from './TerminateUserDialog.tsx'
import { Unlock } from './Unlock.tsx'
import { VerifyEmailDialog } from './VerifyEmailDialog.tsx'
import type { ActProps } from './when-open.tsx'

/** What can be done with a user, and the dialog that asks before; those without a question are done at once. */
const acts = {
  suspend: SuspendUserDialog,
  reactivate: ReactivateUserDialog,
  invite: SendInvitationDialog,
  'issue-code': (props) => <ToDevices {...props} layer="code" />,
  unregister: (props) => <ToDevices {...props} layer="unregister" />,
  'lost-phone': LostPhoneDialog,
  override: OverrideDialog,
  'resume-pushes': ResumePushes,
  'admin-role': AdminRoleDialog,
  'remove-admin': RemoveAdminDialog,
  'verify-email': VerifyEmailDialog,
  'change-email': (props) => <ChangeEmailDialog kind="primary" {...props} />,
  'add-email': (props) => <ChangeEmailDialog kind="alias" {...props} />,
  'temporary-password': TemporaryPasswordDialog,
  'password-link': SendPasswordLink,
  'require-reset': RequirePasswordReset,
  'clear-password': ClearPasswordDialog,
  'allow-password': AllowPassword,
  unlock: Unlock,
  'revoke-sessions': RevokeAllDialog,
  remove: RemoveFromClientDialog,
  restore: RestoreUserDialog,
  terminate: TerminateUserDialog,
  delete: DeleteUserDialog,
  export: ExportUserDialog,
} as const satisfies Record<string, ComponentType<ActProps>>

/** Something that is about to be done with a user. */
export interface UserAct {
  kind: keyof typeof acts
  user: User
}

interface UserActDialogProps {
  act: UserAct
  onClose: () => void
  onDone?: () => void
}

/** What an act chosen from a menu or a button opens. */
export function UserActDialog({ act: { kind, user }, ...after }: UserActDialogProps) {
  const Act: ComponentType<ActProps> = acts[kind]
  return <Act user={user} open {...after} />
}

/** What shows a setup code, this once, is done where it is shown: in the devices panel of the user's page. */
function ToDevices({ user, layer, onClose }: ActProps & { layer: 'code' | 'unregister' }) {
  const navigate = useContext(NavigateContext)
  useEffect(() => {
    onClose()
    navigate?.(addresses.user(user.id, layer))
  }, [navigate, onClose, user.id, layer])
  return null
}
