import { useState } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Facts } from '#ui/Facts.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { ShortCode } from '../onboarding/DoneStep.tsx'
import { usePhoneState } from '../phone-state.ts'
import { StandingNotice } from './StandingNotice.tsx'
import { accountWords, standings } from './standing.ts'

/** One organisation: how this phone stands there, and what its person can sign in to. */
export function AccountPage({ enrolment }: { enrolment: Enrolment }) {
  const { statuses } = usePhoneState()
  const [shown, setShown] = useState(false)
  const { deviceId, org, user, iss, enrolledAt, shortCode } = enrolment
  const status = statuses[deviceId]
  const standing = status && standings[status.state]
  const applications = status?.accounts ?? []
  return (
    <Screen
      title={org.name}
      back={<BackButton onClick={() => go('accounts')} />}
      actions={
        <Button tone="quiet" wide onClick={() => go(`remove/${deviceId}`)}>
          Delete Account…
        </Button>
      }
    >
      <StandingNotice enrolment={enrolment} />
      <Card title="This phone">
        <Facts
          items={[
            ['Name', user.name],
            ['Account', user.hint],
            [
              'State',
              standing && (
                <Badge key="state" tone={standing.tone}>
                  {standing.word}
                </Badge>
              ),
            ],
            ['Alerts', status && (status.push_target ? 'Sent to this phone' : 'Not sent to this phone')],
            ['Server', new URL(iss).host],
            ['Set up', new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(enrolledAt)],
            ['Short code', shown ? <ShortCode key="code" code={shortCode} /> : undefined],
          ]}
        />
        {!shown && (
          <div className="mt-3">
            <Button onClick={() => setShown(true)}>Show the short code</Button>
          </div>
        )}
      </Card>
      <Card
        title="Applications"
        empty={applications.length === 0 && "None yet. They'll appear after your first sign-in."}
      >
        <ul className="grid gap-2">
          {applications.map(({ app, status: word }) => (
            <li key={app} className="flex items-center justify-between gap-3">
              <span className="min-w-0 wrap-anywhere">{app}</span>
              <Badge tone={word === 'active' ? 'success' : 'neutral'}>{accountWords[word] ?? word}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    </Screen>
  )
}
