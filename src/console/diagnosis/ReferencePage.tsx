import { useNavigate, useSearch } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Diagnosis } from '#contract/diagnosis.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TextField } from '#ui/TextField.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { hasCode } from '../api/has-code.ts'
import { copy } from '../frame/copy.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { diagnosisTexts } from '../texts/diagnosis.tsx'
import { asText } from './as-text.ts'
import { DiagnosisView } from './DiagnosisView.tsx'
import { applicationOf } from './diagnosis-search.ts'
import { useDiagnosis } from './use-diagnosis.ts'

/** Why somebody cannot sign in, by the reference code that they read out from their screen. */
export function ReferencePage() {
  usePageTitle(diagnosisTexts.title)
  const search = useSearch({ from: '/why' })
  const navigate = useNavigate({ from: '/why' })
  const { reference } = search
  const [typed, setTyped] = useState(reference ?? '')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const read = useDiagnosis(
    { ...(reference && { reference }), ...applicationOf(search) },
    reference !== undefined,
  )
  const isUnknown = hasCode(read.error, 'sign-in-not-found')
  useEffect(() => setTyped(reference ?? ''), [reference])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = typed.trim()
    setMissing(next === '')
    if (next === '') field.current?.focus()
    else if (next === reference) void read.refetch()
    else void navigate({ search: { reference: next } })
  }
  return (
    <>
      <PageHeader title={diagnosisTexts.title} takesFocus={headingTakesFocus()} />
      <form noValidate className="flex flex-wrap items-end gap-2" onSubmit={submit}>
        <div className="w-full max-w-80">
          <TextField
            ref={field}
            label={diagnosisTexts.reference.label}
            description={diagnosisTexts.reference.description}
            placeholder={diagnosisTexts.reference.example}
            exact
            maxLength={40}
            autoComplete="off"
            value={typed}
            error={
              isMissing
                ? diagnosisTexts.reference.missing
                : isUnknown && typed.trim() === reference
                  ? diagnosisTexts.reference.unknown
                  : undefined
            }
            onChange={(next) => {
              setTyped(next)
              setMissing(false)
            }}
          />
        </div>
        <Button
          type="submit"
          tone="primary"
          pending={reference !== undefined && read.isFetching && !read.data}
        >
          {diagnosisTexts.reference.find}
        </Button>
      </form>
      {reference === undefined ? (
        <p className="text-control text-muted">
          {diagnosisTexts.reference.none(
            <TextLink href={addresses.users}>{diagnosisTexts.reference.users}</TextLink>,
          )}
        </p>
      ) : (
        body()
      )}
    </>
  )

  function body() {
    if (isUnknown) return null
    if (read.data) return <Found diagnosis={read.data} onDone={() => void read.refetch()} />
    if (read.error)
      return <ErrorState permission="users:read" error={read.error} onRetry={() => void read.refetch()} />
    return <Skeleton lines={8} />
  }
}

function Found({ diagnosis, onDone }: { diagnosis: Diagnosis; onDone: () => void }) {
  const { userId, attempt } = diagnosis
  const read = useOperationQuery(
    getUser,
    // While there is nobody the query waits, so this never leaves.
    { params: { userId: userId ?? ('' as UserId) }, body: {} },
    { enabled: userId !== null },
  )
  const user = userId === null ? null : (read.data ?? null)
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 text-body wrap-anywhere">
          {user ? (
            <>
              <TextLink href={addresses.user(user.id)}>{user.name}</TextLink>{' '}
              <span className="text-muted">{user.email}</span>
            </>
          ) : (
            userId === null &&
            diagnosisTexts.reference.nobody(<b>{attempt?.address ?? diagnosisTexts.reference.noAddress}</b>)
          )}
        </p>
        <Button
          icon={<Copy size={16} aria-hidden />}
          onClick={() => copy(asText(diagnosis, user ?? undefined, new Date()), diagnosisTexts.theChecks)}
        >
          {diagnosisTexts.copy}
        </Button>
      </div>
      <DiagnosisView diagnosis={diagnosis} user={user} onDone={onDone} />
    </>
  )
}
