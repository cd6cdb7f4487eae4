import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import * as z from 'zod/mini'
import { UserId } from '#contract/ids.ts'
import { getUser, type User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { PageHeader } from '#ui/PageHeader.tsx'
import { addresses } from '../addresses.ts'
import { headingTakesFocus } from '../frame/first-page.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { mergingTexts } from '../texts/merging.tsx'
import { MissingUser } from '../users/MissingUser.tsx'
import { ChooseStep } from './ChooseStep.tsx'
import { MergeTrail } from './MergeTrail.tsx'
import type { MergeStep } from './merge-search.ts'
import { PreviewedSteps } from './PreviewedSteps.tsx'

/** Merges a user, the duplicate, into the one to keep: choose, compare, preview, confirm. */
export function MergePage() {
  const params = useParams({ from: '/users/$userId/merge' })
  const id = z.safeParse(UserId, params.userId)
  return id.success ? <Source key={id.data} userId={id.data} /> : <MissingUser error={null} />
}

function Source({ userId }: { userId: UserId }) {
  const read = useOperationQuery(getUser, { params: { userId }, body: {} })
  if (!read.data) return <MissingUser {...read} onRetry={() => void read.refetch()} />
  return <Wizard source={read.data} />
}

function Wizard({ source }: { source: User }) {
  usePageTitle(mergingTexts.title(source.name))
  const { into, step = 1 } = useSearch({ from: '/users/$userId/merge' })
  const navigate = useNavigate({ from: '/users/$userId/merge' })
  // Kept while one goes back and forth between the steps.
  const [looked, setLooked] = useState('')
  const [typed, setTyped] = useState('')
  const go = (next: MergeStep, target = into) =>
    void navigate({ search: target ? { into: target, step: next } : {} })
  return (
    <>
      <PageHeader
        title={mergingTexts.heading(source.name)}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.user(source.id), text: source.name }}
        meta={<span className="wrap-anywhere">{mergingTexts.meta(source.email)}</span>}
      />
      <MergeTrail step={step} />
      {into === undefined || step === 1 ? (
        <ChooseStep
          source={source}
          chosen={into}
          looked={looked}
          onLook={setLooked}
          onChoose={(id) => go(2, id)}
        />
      ) : (
        <PreviewedSteps
          key={into}
          source={source}
          targetId={into}
          step={step}
          typed={typed}
          onType={setTyped}
          onGo={go}
          onMerged={(survivor) => void navigate({ to: '/users/$userId', params: { userId: survivor } })}
        />
      )}
    </>
  )
}
