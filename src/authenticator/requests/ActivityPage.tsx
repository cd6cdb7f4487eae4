import { useOverviews } from '../accounts/use-overviews.ts'
import { BackButton } from '../frame/BackButton.tsx'
import { Screen } from '../frame/Screen.tsx'
import { usePhoneState } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'
import { ActivityCard } from './ActivityCard.tsx'

/** Everything that was asked lately, by every organisation. */
export function ActivityPage() {
  const { enrolments } = usePhoneState()
  return (
    <Screen title={texts.accounts.activity.title} back={<BackButton onClick={() => history.back()} />}>
      <ActivityCard enrolments={enrolments} overviews={useOverviews(enrolments)} />
    </Screen>
  )
}
