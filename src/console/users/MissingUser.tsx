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
import { userPageTexts } from '../texts/users/user-page.tsx'

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
        <h1 className="sr-only">{userPageTexts.user}</h1>
        <Skeleton lines={8} />
      </>
    )
  }
  if (hasCode(error, 'user-merged')) return <Merged problem={error} />
  if (error && !hasCode(error, 'user-not-found')) {
    return (
      <>
        <h1 className="sr-only">{userPageTexts.user}</h1>
        <ErrorState permission="users:read" error={error} {...(onRetry && { onRetry })} />
      </>
    )
  }
  return <Nobody />
}

function Merged({ problem }: { problem: Problem }) {
  usePageTitle(userPageTexts.merged.name)
  const survivor = z.safeParse(UserId, problem.members['survivorId'])
  return (
    <>
      <Header />
      <NothingHere
        title={userPageTexts.merged.title}
        actions={
          survivor.success ? (
            <LinkButton tone="primary" href={addresses.user(survivor.data)}>
              {userPageTexts.merged.open}
            </LinkButton>
          ) : (
            <LinkButton href={addresses.users}>{userPageTexts.search}</LinkButton>
          )
        }
      >
        {userPageTexts.merged.text}
      </NothingHere>
    </>
  )
}

function Nobody() {
  usePageTitle(userPageTexts.nobody.name)
  return (
    <>
      <Header />
      <NothingHere
        title={userPageTexts.nobody.title}
        actions={<LinkButton href={addresses.users}>{userPageTexts.search}</LinkButton>}
      >
        {userPageTexts.nobody.text}
      </NothingHere>
    </>
  )
}

const Header = () => (
  <PageHeader
    title={userPageTexts.user}
    takesFocus={headingTakesFocus()}
    back={{ href: addresses.users, text: userPageTexts.users }}
  />
)
