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
import { waysInPanelsTexts } from '../texts/users/ways-in-panels.tsx'
import type { UserAct } from './acts/UserActDialog.tsx'
import { whyNotHavingPassword, whyNotPassword } from './why-not-user.ts'

const texts = waysInPanelsTexts.password

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
  const noMail = me.mail === 'none' ? texts.noMail : undefined
  const noTemporary =
    settings.data?.password.value.temporaryPasswords === false ? texts.noTemporary : undefined
  const noPassword = whyNotHavingPassword(me, user)
  return (
    <Card
      title={texts.title}
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
                {texts.allow}
              </Button>
            )}
            <Button size="compact" disabledReason={noLink ?? noMail} onClick={() => onAct('password-link')}>
              {texts.sendLink}
            </Button>
            <Button
              size="compact"
              disabledReason={noLink ?? noTemporary}
              onClick={() => onAct('temporary-password')}
            >
              {texts.setTemporary}
            </Button>
            <Button size="compact" disabledReason={noPassword} onClick={() => onAct('require-reset')}>
              {status.requiresReset ? texts.noReset : texts.requireReset}
            </Button>
            <Button size="compact" disabledReason={noPassword} onClick={() => onAct('clear-password')}>
              {texts.clear}
            </Button>
          </div>
        </div>
      )}
    </Card>
  )
}

const notAllowed = (policy: 'yes' | 'no' | 'per-user' | undefined) =>
  policy === 'per-user' ? texts.allowFirst : texts.policyForbids

const factsOf = (status: PasswordStatus) =>
  [
    [
      texts.facts.has,
      <span key="has" className="flex flex-wrap items-center gap-2">
        {status.hasPassword ? texts.yes : texts.no}
        {status.temporary && <Badge tone="warning">{texts.temporary}</Badge>}
        {!status.allowed && <Badge tone="neutral">{texts.notAllowed}</Badge>}
      </span>,
    ],
    [texts.facts.setAt, status.setAt ? <RelativeTime key="set" at={status.setAt} /> : texts.never],
    [texts.facts.goodUntil, status.temporaryUntil ? clockTime(status.temporaryUntil) : undefined],
    [texts.facts.requiresReset, status.requiresReset ? texts.atNextSignIn : texts.no],
    [
      texts.facts.verified,
      status.verifiedAt ? <RelativeTime key="verified" at={status.verifiedAt} /> : texts.never,
    ],
    [texts.facts.locked, status.lockedUntil ? clockTime(status.lockedUntil) : undefined],
  ] as const
