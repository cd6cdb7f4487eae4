import { useSearch } from '@tanstack/react-router'
import { CircleCheck, CircleX, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Card } from '#ui/Card.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { addresses } from '../addresses.ts'
import { copy } from '../frame/copy.ts'
import { NothingHere } from '../frame/ErrorState.tsx'
import { usePageTitle } from '../frame/use-page-title.ts'
import { testSignInTexts } from '../texts/test-sign-in.ts'
import { finishRun, type Outcome, type Step } from './finish-run.ts'
import { type TestRun, takeRun } from './test-run.ts'

/** Where a test sign-in comes back to: finishes it as an application would, and shows what happened. */
export function TestSignInPage() {
  usePageTitle(testSignInTexts.title)
  const answer = useSearch({ from: '/test-sign-in' })
  const [run, setRun] = useState<TestRun | null>()
  const [outcome, setOutcome] = useState<Outcome>()
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    const begun = takeRun() ?? null
    setRun(begun)
    // The code works once: it is of no more use in the address, in the history or to a reload.
    window.history.replaceState(window.history.state, '', window.location.pathname)
    if (begun) void finishRun(begun, answer).then(setOutcome)
  }, [answer])
  if (run === null) {
    return (
      <>
        <PageHeader title={testSignInTexts.title} />
        <NothingHere
          title={testSignInTexts.none.title}
          actions={<LinkButton href={addresses.applications}>{testSignInTexts.none.applications}</LinkButton>}
        >
          {testSignInTexts.none.text}
        </NothingHere>
      </>
    )
  }
  const isGood = outcome?.steps.every(({ ok }) => ok)
  return (
    <>
      <PageHeader
        title={testSignInTexts.title}
        meta={run?.applicationName}
        {...(run && { back: { href: addresses.application(run.applicationId), text: run.applicationName } })}
        actions={
          run && (
            <LinkButton href={addresses.application(run.applicationId)}>{testSignInTexts.again}</LinkButton>
          )
        }
      />
      {!outcome ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <Notice
            tone={isGood ? 'success' : 'danger'}
            title={isGood ? testSignInTexts.works : testSignInTexts.failed}
          >
            {isGood
              ? testSignInTexts.worksText
              : (outcome.steps.find(({ ok }) => !ok)?.note ?? testSignInTexts.failedText)}
          </Notice>
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <Card title={testSignInTexts.steps.title}>
              <ol className="grid gap-2.5 text-control">
                {outcome.steps.map((step) => (
                  <StepLine key={step.name} step={step} />
                ))}
              </ol>
            </Card>
            <div className="grid gap-5">
              {outcome.token && <Json title={testSignInTexts.shown.claims} value={outcome.token.claims} />}
              {outcome.token && <Json title={testSignInTexts.shown.header} value={outcome.token.header} />}
              {outcome.userinfo && <Json title={testSignInTexts.steps.userinfo} value={outcome.userinfo} />}
            </div>
          </div>
        </>
      )}
    </>
  )
}

function StepLine({ step: { name, ok, note } }: { step: Step }) {
  const Icon = ok ? CircleCheck : CircleX
  return (
    <li className="flex items-start gap-2.5">
      <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${ok ? 'text-success' : 'text-danger-text'}`} />
      <div className="min-w-0">
        <p className="font-medium">
          {name}
          <span className="sr-only">{ok ? testSignInTexts.passedStep : testSignInTexts.failedStep}</span>
        </p>
        {note && <p className={`wrap-anywhere ${ok ? 'text-muted' : 'text-danger-text'}`}>{note}</p>}
      </div>
    </li>
  )
}

/** Claims that are instants (RFC 7519 §4.1, OpenID Connect Core §2 and §5.1). */
const instants = ['exp', 'iat', 'nbf', 'auth_time', 'updated_at']

function Json({ title, value }: { title: string; value: Record<string, unknown> }) {
  return (
    <Card
      title={title}
      actions={
        <IconButton
          label={testSignInTexts.copy(title)}
          icon={<Copy size={14} aria-hidden />}
          onClick={() => copy(JSON.stringify(value, null, 2), title)}
        />
      }
    >
      <dl className="grid grid-cols-[minmax(4rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 font-mono text-meta">
        {Object.entries(value).map(([name, content]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="wrap-anywhere">
              {typeof content === 'string' ? content : JSON.stringify(content)}
              {instants.includes(name) && typeof content === 'number' && (
                <span className="font-sans text-muted"> · {new Date(content * 1000).toLocaleString()}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
