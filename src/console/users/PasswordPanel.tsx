import { getPasswordStatus, type PasswordStatus } from '#contract/passwords.ts'
import { getSettings } from '#contract/settings.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Facts } from '#ui/Facts.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { clockTime } from '../frame/clock-time.ts'
import { useMe } from '../frame/me.ts'
import type { UserAct } from './acts/UserActDialog.tsx'
import { whyNotHavingPassword, whyNotPassword } from './why-not-user.ts'

interface PasswordPanelProps {
  user: User
  onAct: (kind: UserAct['kind']) => void
}

/** How it stands with a user's password. Never the password. */
export function PasswordPanel({ user, onAct }: PasswordPanelProps) {
  const me = useMe()
  const read = useOperationQuery(getPasswordStatus, { params: { userId: user.id }, body: {} })
  const settings = useOperationQuery(
    getSettings,
    { params: {}, body: {} },
    { enabled: me.permissions.includes('settings:read') },
  )
  const status = read.data
  const policy = settings.data?.password.value.allowed
  const noLink = whyNotPassword(me, user) ?? (status?.allowed === false ? notAllowed(policy) : undefined)
  const noMail = me.mail === 'none' ? 'No mail server is set up' : undefined
  const noTemporary =
    settings.data?.password.value.temporaryPasswords === false
      ? 'The policy allows no temporary passwords'
      : undefined
  const noPassword = whyNotHavingPassword(me, user)
  return (
    <Card
      title="Password status"
      id="password"
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
    >
      {status && (
        <div className="grid gap-4">
          <Facts items={factsOf(status)} />
          <div className="flex flex-wrap gap-2">
            {!status.allowed && policy === 'per-user' && (
              <Button
                size="compact"
                disabledReason={whyNotPassword(me, user)}
                onClick={() => onAct('allow-password')}
              >
                Allow a password
              </Button>
            )}
            <Button size="compact" disabledReason={noLink ?? noMail} onClick={() => onAct('password-link')}>
              Send set-password link
            </Button>
            <Button
              size="compact"
              disabledReason={noLink ?? noTemporary}
              onClick={() => onAct('temporary-password')}
            >
              Set temporary password
            </Button>
            <Button size="compact" disabledReason={noPassword} onClick={() => onAct('require-reset')}>
              {status.requiresReset ? 'No longer require reset' : 'Require password reset'}
            </Button>
            <Button size="compact" disabledReason={noPassword} onClick={() => onAct('clear-password')}>
              Clear password…
            </Button>
          </div>
        </div>
      )}
    </Card>
  )
}

const notAllowed = (policy: 'yes' | 'no' | 'per-user' | undefined) =>
  policy === 'per-user' ? 'Allow them a password first' : 'The password policy allows none'

const factsOf = (status: PasswordStatus) =>
  [
    [
      'Has password',
      <span key="has" className="flex flex-wrap items-center gap-2">
        {status.hasPassword ? 'Yes' : 'No'}
        {status.temporary && <Badge tone="warning">Temporary</Badge>}
        {!status.allowed && <Badge tone="neutral">Not allowed by the policy</Badge>}
      </span>,
    ],
    ['Password set at', status.setAt ? <RelativeTime key="set" at={status.setAt} /> : 'Never'],
    ['Good until', status.temporaryUntil ? clockTime(status.temporaryUntil) : undefined],
    ['Requires reset', status.requiresReset ? 'Yes, at the next sign-in' : 'No'],
    [
      'Last password verification',
      status.verifiedAt ? <RelativeTime key="verified" at={status.verifiedAt} /> : 'Never',
    ],
    ['Locked until', status.lockedUntil ? clockTime(status.lockedUntil) : undefined],
  ] as const
