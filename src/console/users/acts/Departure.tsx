import type { ReactNode } from 'react'
import type { DeparturePreview } from '#contract/departures.ts'
import type { User } from '#contract/users.ts'
import { Button } from '#ui/Button.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { leavingTexts } from '../../texts/users/leaving.ts'
import { useDeparture } from './use-departure.ts'

const texts = leavingTexts.ends

interface Lists {
  stops: readonly ReactNode[]
  stays: readonly ReactNode[]
  told: readonly ReactNode[]
}

interface DepartureProps {
  user: User
  /** The three lists, from what the server counts at this moment. */
  lists: (preview: DeparturePreview) => Lists
}

/** What stops, what stays and who is told when a user goes: read from the server, never guessed. */
export function Departure({ user, lists }: DepartureProps) {
  const { preview, error, retry } = useDeparture(user)
  if (preview) return <Consequences {...lists(preview)} />
  if (!error) return <Skeleton lines={5} />
  return (
    <Notice
      tone="danger"
      title={texts.failed}
      actions={
        <Button size="compact" onClick={retry}>
          {texts.again}
        </Button>
      }
    >
      {errorMessage(error)}
    </Notice>
  )
}
