import type { ReactNode } from 'react'
import type { UserId } from '#contract/ids.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { mergingTexts } from '../texts/merging.tsx'

interface CandidateProps {
  person: { id: UserId; name: string; email: string; createdAt: Date; lastSignInAt: Date | null }
  isChosen: boolean
  /** Why this one cannot be kept. */
  locked?: string | undefined
  onChoose: () => void
  /** Badges: why they look alike, how they stand. */
  children: ReactNode
}

/** Somebody who may be kept. */
export function Candidate({ person, isChosen, locked, onChoose, children }: CandidateProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4 py-2.5 text-control">
      <Avatar name={person.name} seed={person.id} />
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{person.name}</span>
          {isChosen && <Badge tone="success">{mergingTexts.choose.chosen}</Badge>}
          {children}
        </p>
        <p className="text-meta text-muted wrap-anywhere">{person.email}</p>
        <p className="flex flex-wrap gap-x-1.5 text-meta text-muted">
          <span>{mergingTexts.choose.added(<RelativeTime at={person.createdAt} focusable={false} />)}</span>
          <span aria-hidden>·</span>
          <span>
            {person.lastSignInAt
              ? mergingTexts.lastSignIn(<RelativeTime at={person.lastSignInAt} focusable={false} />)
              : mergingTexts.neverSignedIn}
          </span>
        </p>
      </div>
      <Button
        size="compact"
        aria-label={mergingTexts.choose.keepNamed(person.name, person.email)}
        disabledReason={locked}
        onClick={onChoose}
      >
        {mergingTexts.choose.keep}
      </Button>
    </li>
  )
}
