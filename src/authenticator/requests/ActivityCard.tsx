import { useSyncExternalStore } from 'react'
import type { Enrolment } from '#phone/key-store.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import type { useOverviews } from '../accounts/use-overviews.ts'
import { go } from '../frame/place.ts'
import { texts } from '../texts/texts.ts'
import { ActivityList, activitiesOf } from './ActivityList.tsx'

const { activity: words } = texts.accounts

interface ActivityCardProps {
  enrolments: readonly Enrolment[]
  overviews: ReturnType<typeof useOverviews>
  /** At most so many, with a way to the rest. */
  most?: number
}

/** "Recent activity": what these organisations asked this person lately. */
export function ActivityCard({ enrolments, overviews, most }: ActivityCardProps) {
  const { byDevice, isLoading, failed, again } = overviews
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  const items = activitiesOf(enrolments, byDevice)
  const shown = items.slice(0, most)
  return (
    <Card
      title={words.title}
      loading={isLoading && isOnline}
      empty={items.length === 0 && !(failed && isOnline) && (isOnline ? words.none : words.offline)}
    >
      {items.length > 0 && <ActivityList items={shown} named={enrolments.length > 1} />}
      {failed && isOnline && (
        <div role="alert" className="flex flex-wrap items-center gap-3 text-control text-muted">
          <p>{words.failed}</p>
          <Button size="compact" onClick={again}>
            {texts.frame.tryAgain}
          </Button>
        </div>
      )}
      {shown.length < items.length && (
        <div className="mt-3">
          <Button onClick={() => go('activity')}>{words.all}</Button>
        </div>
      )}
    </Card>
  )
}

function subscribe(changed: () => void) {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
