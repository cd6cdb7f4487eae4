import { CircleCheck } from 'lucide-react'
import { useEffect } from 'react'
import { EmptyState } from '#ui/EmptyState.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { addresses } from '../addresses.ts'
import { failuresTexts } from '../texts/failures.ts'
import { tellSignedIn } from './signed-in-elsewhere.ts'

/** Where a sign-in from the "You're signed out" dialog ends: the other tab goes on. */
export function SignedInPage() {
  useEffect(() => tellSignedIn(), [])
  return (
    <>
      <h1 className="sr-only">{failuresTexts.signedIn.heading}</h1>
      <EmptyState
        icon={<CircleCheck size={20} aria-hidden />}
        title={failuresTexts.signedIn.title}
        actions={<LinkButton href={addresses.overview}>{failuresTexts.signedIn.stay}</LinkButton>}
      >
        {failuresTexts.signedIn.text}
      </EmptyState>
    </>
  )
}
