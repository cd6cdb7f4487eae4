import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Copy, RefreshCw } from 'lucide-react'
import * as z from 'zod/mini'
import { UserId } from '#contract/ids.ts'
import { getUser, type User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { addresses } from '../addresses.ts'
import { copy } from '../frame/copy.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { diagnosisTexts } from '../texts/diagnosis.tsx'
import { MissingUser } from '../users/MissingUser.tsx'
import { StatusBadge } from '../users/StatusBadge.tsx'
import { asText } from './as-text.ts'
import { DiagnosisView } from './DiagnosisView.tsx'
import { applicationOf } from './diagnosis-search.ts'
import { TargetSelect } from './TargetSelect.tsx'
import { useDiagnosis } from './use-diagnosis.ts'

/** Why one user cannot sign in, also where they never tried. */
export function UserDiagnosisPage() {
  const params = useParams({ from: '/users/$userId/why' })
  const id = z.safeParse(UserId, params.userId)
  return id.success ? <OfUser key={id.data} userId={id.data} /> : <MissingUser error={null} />
}

function OfUser({ userId }: { userId: UserId }) {
  const read = useOperationQuery(getUser, { params: { userId }, body: {} })
  if (!read.data) return <MissingUser {...read} onRetry={() => void read.refetch()} />
  return <Detail user={read.data} />
}

function Detail({ user }: { user: User }) {
  usePageTitle(diagnosisTexts.titleOf(user.name))
  const search = useSearch({ from: '/users/$userId/why' })
  const navigate = useNavigate({ from: '/users/$userId/why' })
  const read = useDiagnosis({ userId: user.id, ...applicationOf(search) })
  const again = () => void read.refetch()
  const diagnosis = read.data
  return (
    <>
      <PageHeader
        title={diagnosisTexts.titleOf(user.name)}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.user(user.id), text: user.name }}
        trailing={<StatusBadge user={user} />}
        meta={<span className="wrap-anywhere">{user.email}</span>}
        actions={
          <>
            <Button
              icon={<Copy size={16} aria-hidden />}
              disabledReason={diagnosis ? undefined : diagnosisTexts.wait}
              onClick={() => diagnosis && copy(asText(diagnosis, user, new Date()), diagnosisTexts.theChecks)}
            >
              {diagnosisTexts.copy}
            </Button>
            <Button icon={<RefreshCw size={16} aria-hidden />} pending={read.isFetching} onClick={again}>
              {diagnosisTexts.again}
            </Button>
          </>
        }
      />
      <TargetSelect
        app={search.app}
        onChange={(app) => void navigate({ search: app ? { app } : {}, replace: true })}
      />
      {body()}
    </>
  )

  function body() {
    if (diagnosis) return <DiagnosisView diagnosis={diagnosis} user={user} onDone={again} />
    if (read.error) return <ErrorState permission="users:read" error={read.error} onRetry={again} />
    return <Skeleton lines={8} />
  }
}
