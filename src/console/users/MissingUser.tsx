import * as z from 'zod/mini'
import { UserId } from '#contract/ids.ts'
import type { Problem } from '#contract/problem.ts'
import { LinkButton } from '#ui/LinkButton.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { addresses } from '../addresses.ts'
import { hasCode } from '../api/has-code.ts'
import { ErrorState, NothingHere } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { usePageTitle } from '../frame/use-page-title.ts'

interface MissingUserProps {
  /** What kept the user from being read; null for an address that cannot be anybody's. */
  error: Error | null
  isPending?: boolean
  onRetry?: () => void
}

/** Instead of a user's page, while there is nobody to show: being read, gone, merged, forbidden. */
export function MissingUser({ error, isPending = false, onRetry }: MissingUserProps) {
  if (isPending) {
    return (
      <>
        <h1 className="sr-only">User</h1>
        <Skeleton lines={8} />
      </>
    )
  }
  if (hasCode(error, 'user-merged')) return <Merged problem={error} />
  if (error && !hasCode(error, 'user-not-found')) {
    return (
      <>
        <h1 className="sr-only">User</h1>
        <ErrorState permission="users:read" error={error} {...(onRetry && { onRetry })} />
      </>
    )
  }
  return <Nobody />
}

function Merged({ problem }: { problem: Problem }) {
  usePageTitle('Merged user')
  const survivor = z.safeParse(UserId, problem.members['survivorId'])
  return (
    <>
      <Header />
      <NothingHere
        title="This user was merged into another"
        actions={
          survivor.success ? (
            <LinkButton tone="primary" href={addresses.user(survivor.data)}>
              Open the user that stays
            </LinkButton>
          ) : (
            <LinkButton href={addresses.users}>Search the users</LinkButton>
          )
        }
      >
        Their devices, accounts and events are found there.
      </NothingHere>
    </>
  )
}

function Nobody() {
  usePageTitle('No such user')
  return (
    <>
      <Header />
      <NothingHere
        title="No user with this ID"
        actions={<LinkButton href={addresses.users}>Search the users</LinkButton>}
      >
        It may have been merged or deleted, or the address is mistyped.
      </NothingHere>
    </>
  )
}

const Header = () => (
  <PageHeader title="User" takesFocus={headingTakesFocus()} back={{ href: addresses.users, text: 'Users' }} />
)
