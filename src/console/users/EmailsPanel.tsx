import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { listUserEmails, removeEmail } from '#contract/emails.ts'
import type { User } from '#contract/users.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { notify } from '#ui/notify.ts'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { clockTime } from '../frame/clock-time.ts'
import { useMe } from '../frame/me.ts'
import { waysInPanelsTexts } from '../texts/users/ways-in-panels.tsx'
import { whyNotTexts } from '../texts/users/why-not.ts'
import { RemoveEmailDialog } from './acts/RemoveEmailDialog.tsx'
import type { UserAct } from './acts/UserActDialog.tsx'
import { focusPanel } from './focus-panel.ts'
import { whyNotEdit, whyNotVerifyEmail } from './why-not-user.ts'

const texts = waysInPanelsTexts.emails

interface EmailsPanelProps {
  user: User
  onAct: (kind: UserAct['kind']) => void
}

/** The address that they sign in with, those beside it, and those that wait to be confirmed. */
export function EmailsPanel({ user, onAct }: EmailsPanelProps) {
  const me = useMe()
  const read = useOperationQuery(listUserEmails, { params: { userId: user.id }, body: {} })
  const withdraw = useOperationMutation(removeEmail)
  const [removing, setRemoving] = useState<string | null>(null)
  const { aliases = [], pending = [] } = read.data ?? {}
  const locked = whyNotEdit(me, user)
  const noMail = user.status === 'deactivated' ? whyNotTexts.reactivateFirst : locked
  return (
    <Card
      title={texts.title}
      id="emails"
      flush
      actions={
        <Button
          size="compact"
          icon={<Plus size={14} aria-hidden />}
          disabledReason={noMail}
          onClick={() => onAct('add-email')}
        >
          {texts.add}
        </Button>
      }
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
    >
      <ul>
        <Row
          email={user.email}
          badges={
            <>
              <Badge tone="neutral">{texts.main}</Badge>
              {user.emailVerified ? (
                <Badge tone="success">{texts.verified}</Badge>
              ) : (
                <Badge tone="warning">{texts.notVerified}</Badge>
              )}
            </>
          }
        >
          {!user.emailVerified && (
            <Button
              size="compact"
              disabledReason={whyNotVerifyEmail(me, user)}
              onClick={() => onAct('verify-email')}
            >
              {texts.verify}
            </Button>
          )}
          <Button size="compact" disabledReason={noMail} onClick={() => onAct('change-email')}>
            {texts.change}
          </Button>
        </Row>
        {aliases.map(({ email, verifiedAt }) => (
          <Row
            key={email}
            email={email}
            badges={<Badge tone="success">{texts.verified}</Badge>}
            note={texts.since(<RelativeTime at={verifiedAt} />)}
          >
            <Button
              size="compact"
              aria-label={texts.removeOne(email)}
              disabledReason={locked}
              onClick={() => setRemoving(email)}
            >
              {texts.remove}
            </Button>
          </Row>
        ))}
        {pending.map(({ id, email, kind, expiresAt }) => (
          <Row
            key={id}
            email={email}
            badges={<Badge tone="info">{texts.waits}</Badge>}
            note={texts.note[kind](clockTime(expiresAt))}
          >
            <Button
              size="compact"
              aria-label={texts.withdrawOne(email)}
              disabledReason={locked}
              pending={withdraw.isPending && withdraw.variables.body.email === email}
              onClick={() =>
                withdraw.mutate(
                  { params: { userId: user.id }, body: { email } },
                  {
                    onSuccess: () => {
                      notify(texts.withdrew(email))
                      focusPanel('emails')
                    },
                    onError: (error) => notify(errorMessage(error), { tone: 'error' }),
                  },
                )
              }
            >
              {texts.withdraw}
            </Button>
          </Row>
        ))}
      </ul>
      <RemoveEmailDialog
        user={user}
        email={removing ?? ''}
        open={removing !== null}
        onClose={() => setRemoving(null)}
        onDone={() => focusPanel('emails')}
      />
    </Card>
  )
}

interface RowProps {
  email: string
  badges: ReactNode
  note?: ReactNode
  children: ReactNode
}

const Row = ({ email, badges, note, children }: RowProps) => (
  <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-t border-line px-4 py-2.5 text-control">
    <div className="min-w-0 flex-1 basis-44">
      <p className="font-medium wrap-anywhere">{email}</p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 gap-y-1 text-meta text-muted">
        {badges}
        {note && <span>{note}</span>}
      </p>
    </div>
    <div className="flex flex-wrap gap-2">{children}</div>
  </li>
)
