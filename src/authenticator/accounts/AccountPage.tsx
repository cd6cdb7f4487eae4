import { useState } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Facts } from '#ui/Facts.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { go } from '../frame/place.ts'
import { Screen } from '../frame/Screen.tsx'
import { ShortCode } from '../frame/ShortCode.tsx'
import { usePhoneState } from '../phone-state.ts'
import { ActivityCard } from '../requests/ActivityCard.tsx'
import { TestAlert } from '../settings/TestAlert.tsx'
import { texts } from '../texts/texts.ts'
import { dateOf, fromSeconds } from '../time-words.ts'
import { PhonesCard } from './PhonesCard.tsx'
import { StandingNotice } from './StandingNotice.tsx'
import { accountWord, standingOf } from './standing.ts'
import { useOverviews } from './use-overviews.ts'

const { accounts: words } = texts

/** One organisation: how this phone stands there, what its person can sign in to, and what happened lately. */
export function AccountPage({ enrolment }: { enrolment: Enrolment }) {
  const { statuses } = usePhoneState()
  const overviews = useOverviews([enrolment])
  const { deviceId, org } = enrolment
  const status = statuses[deviceId]
  const overview = overviews.byDevice[deviceId]
  const applications = status?.accounts ?? []
  return (
    <Screen
      title={org.name}
      back={<BackButton onClick={() => go('accounts')} />}
      actions={
        <Button tone="quiet" wide onClick={() => go(`remove/${deviceId}`)}>
          {words.delete}
        </Button>
      }
    >
      <StandingNotice enrolment={enrolment} />
      <PhoneCard enrolment={enrolment} name={overview?.devices.find(({ current }) => current)?.name} />
      {overview && <PhonesCard overview={overview} />}
      <Card title={words.applications} empty={applications.length === 0 && words.noApplications}>
        <ul className="grid gap-2">
          {applications.map(({ app, status: state }) => (
            <li key={app} className="flex items-center justify-between gap-3">
              <span className="min-w-0 wrap-anywhere">{app}</span>
              <Badge tone={state === 'active' ? 'success' : 'neutral'}>{accountWord(state)}</Badge>
            </li>
          ))}
        </ul>
      </Card>
      <ActivityCard enrolments={[enrolment]} overviews={overviews} />
    </Screen>
  )
}

/** @param name as the organisation knows it; undefined while nobody has said. */
function PhoneCard({ enrolment, name }: { enrolment: Enrolment; name: string | undefined }) {
  const { statuses } = usePhoneState()
  const [shown, setShown] = useState(false)
  const { deviceId, user, iss, enrolledAt, shortCode } = enrolment
  const status = statuses[deviceId]
  const standing = status && standingOf(status)
  return (
    <Card title={words.facts.phone}>
      <Facts
        items={[
          [words.facts.name, name],
          [
            words.facts.account,
            <span key="account" className="grid">
              <span>{user.name}</span>
              <span>{user.hint}</span>
            </span>,
          ],
          [
            words.facts.state,
            standing && (
              <Badge key="state" tone={standing.tone}>
                {standing.word}
              </Badge>
            ),
          ],
          [
            words.facts.alerts,
            status && (status.push_target ? words.facts.alertsHere : words.facts.alertsElsewhere),
          ],
          [words.facts.server, new URL(iss).host],
          [words.facts.setUp, dateOf(enrolledAt)],
          [
            words.facts.backup,
            status?.backup_at === undefined ? undefined : dateOf(fromSeconds(status.backup_at)),
          ],
          [words.facts.shortCode, shown ? <ShortCode key="code" code={shortCode} /> : undefined],
        ]}
      />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={() => go('rename')}>{words.rename}</Button>
        {!shown && <Button onClick={() => setShown(true)}>{words.showShortCode}</Button>}
      </div>
      {status?.state === 'active' && (
        <div className="mt-3">
          <TestAlert enrolment={enrolment} />
        </div>
      )}
    </Card>
  )
}
